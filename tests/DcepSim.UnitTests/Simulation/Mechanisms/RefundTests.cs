using DcepSim.Campaigns;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.UnitTests.Simulation.Mechanisms;

public sealed class RefundTests
{
    [Fact]
    public void A_refund_before_the_packet_ends_restores_it_so_that_it_is_spent_again()
    {
        var plain = MechanismFixture.Busy();
        var quick = Refunding(plain, share: 0.3, delayHours: 2);

        var (outcome, payments, _) = quick.Run();

        Assert.True(outcome.RefundedFen > 0);
        Assert.True(payments.Sum(payment => payment.Packet.Fen) > outcome.RedeemedFen);
        var most = payments.GroupBy(payment => payment.Entrant).Max(mine => mine.Sum(payment => payment.Packet.Fen));
        Assert.True(most > 20_000, "Nobody spent more than a packet's face, so nothing was restored.");
    }

    [Fact]
    public void A_refund_after_the_packet_has_ended_goes_to_the_funder()
    {
        var late = Refunding(MechanismFixture.Busy(), share: 1, delayHours: 10_000);

        var (outcome, payments, _) = late.Run();

        var packets = payments.Sum(payment => payment.Packet.Fen);
        Assert.True(outcome.RedeemedFen < packets / 5, "Most purchases are taken back long after the window.");
        Assert.Equal(late.Campaign.Budget.Fen, outcome.RedeemedFen + outcome.RecalledFen);
    }

    [Fact]
    public void Own_money_comes_back_into_the_wallet()
    {
        var owners = MechanismFixture.Busy(medianYuan: 300);
        owners = Refunding(owners, share: 1, delayHours: 10_000) with { Behaviour = Refunding(owners, 1, 10_000).Behaviour with { OwnMoney = new OwnMoneyScenario(1, OwnMoneyReading.BesidePacket) } };

        var (outcome, payments, _) = owners.Run();

        Assert.True(payments.Sum(payment => payment.OwnMoney.Fen) > 0);
        Assert.True(outcome.OwnMoneyFen < payments.Sum(payment => payment.OwnMoney.Fen) / 5);
    }

    [Fact]
    public void A_packet_that_was_never_spent_has_nothing_to_restore()
    {
        var life = PacketLife.Win(Amount.FromYuan(20)).Claim();
        Assert.Throws<ArgumentOutOfRangeException>(() => life.Restore(Amount.FromYuan(1)));
        Assert.Throws<InvalidOperationException>(() => life.RefundToFunder(Amount.FromYuan(1)));
        var spent = life.Spend(Amount.FromYuan(20));
        Assert.Equal((PacketStage.Alive, Amount.FromYuan(20)), (spent.Restore(Amount.FromYuan(20)).Stage, spent.Restore(Amount.FromYuan(20)).Alive));
        Assert.Equal((PacketStage.Recalled, Amount.FromYuan(20)), (spent.RefundToFunder(Amount.FromYuan(20)).Stage, spent.RefundToFunder(Amount.FromYuan(20)).Recalled));
    }

    private static Scenario Refunding(Scenario scenario, double share, double delayHours) =>
        scenario with { Behaviour = scenario.Behaviour with { Refunds = new(share, delayHours) } };
}
