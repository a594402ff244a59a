using DcepSim.Campaigns;

namespace DcepSim.UnitTests.Campaigns;

public class PacketLifeTests
{
    private static readonly Amount Face = Amount.FromYuan(200);

    [Fact]
    public void A_packet_is_won_claimed_spent_in_parts_and_its_rest_recalled()
    {
        var packet = PacketLife.Win(Face).Claim().Spend(Amount.FromYuan(38)).Spend(Amount.FromFen(15_050)).Recall();

        Assert.Equal(PacketStage.Recalled, packet.Stage);
        Assert.Equal(Amount.FromFen(18_850), packet.Spent);
        Assert.Equal(Amount.FromFen(1_150), packet.Recalled);
        Assert.Equal(Amount.Zero, packet.Alive);
    }

    [Fact]
    public void A_packet_spent_to_the_last_fen_has_nothing_to_recall()
    {
        var packet = PacketLife.Win(Face).Claim().Spend(Face);

        Assert.Equal(PacketStage.Spent, packet.Stage);
        Assert.Equal(packet, packet.Recall());
    }

    [Fact]
    public void A_packet_that_is_never_claimed_gives_nothing_back_for_its_money_never_left_the_pool()
    {
        var packet = PacketLife.Win(Face).Recall();

        Assert.Equal(PacketStage.Recalled, packet.Stage);
        Assert.Equal(Amount.Zero, packet.Recalled);
    }

    [Fact]
    public void A_packet_cannot_be_claimed_twice() => Assert.Throws<InvalidOperationException>(() => PacketLife.Win(Face).Claim().Claim());

    [Fact]
    public void A_packet_cannot_be_spent_before_its_claim_or_after_its_recall()
    {
        Assert.Throws<InvalidOperationException>(() => PacketLife.Win(Face).Spend(Amount.FromFen(1)));
        Assert.Throws<InvalidOperationException>(() => PacketLife.Win(Face).Claim().Recall().Spend(Amount.FromFen(1)));
        Assert.Throws<InvalidOperationException>(() => PacketLife.Win(Face).Claim().Recall().Recall());
    }

    [Fact]
    public void A_payment_lies_between_one_fen_and_what_is_left()
    {
        var packet = PacketLife.Win(Face).Claim().Spend(Amount.FromYuan(150));

        Assert.Throws<ArgumentOutOfRangeException>(() => packet.Spend(Amount.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => packet.Spend(Amount.FromFen(5_001)));
        Assert.Equal(PacketStage.Spent, packet.Spend(Amount.FromFen(5_000)).Stage);
    }

    [Fact]
    public void A_packet_worth_nothing_cannot_be_won_or_claimed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PacketLife.Win(default));
        Assert.Throws<InvalidOperationException>(() => default(PacketLife).Claim());
    }
}
