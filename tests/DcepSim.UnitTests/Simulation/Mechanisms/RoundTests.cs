using DcepSim.Campaigns;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.UnitTests.Simulation.Mechanisms;

public sealed class RoundTests
{
    [Fact]
    public void Each_round_has_winners_and_a_validity_of_its_own()
    {
        var scenario = Weekly(UnspentRule.ReturnToFunder, countShare: 0.5);

        var (outcome, payments, claims) = scenario.Run();

        Assert.Equal([200L, 100], outcome.Rounds.Select(round => round.Winners));
        Assert.Equal(outcome.LaterRoundClaims, outcome.Rounds[1].Claimed);
        var second = scenario.Campaign.Rounds[0];
        var gap = (From: ShanghaiTime.At(scenario.Campaign.SpendCloses), Until: ShanghaiTime.At(second.SpendOpens));
        Assert.DoesNotContain(payments, payment => payment.Time >= gap.From && payment.Time < gap.Until);
        Assert.Contains(payments, payment => payment.Time >= gap.Until);
        Assert.Contains(claims, claim => claim.Time >= ShanghaiTime.At(second.ClaimOpens) && claim.Time < gap.Until);
        Assert.Equal(0, outcome.RolledOverFen);
    }

    [Fact]
    public void Money_that_is_not_spent_rolls_over_into_further_packets_of_the_next_round_and_is_counted_once()
    {
        var rolling = Weekly(UnspentRule.RollOver, countShare: 0.5);

        var outcome = rolling.Run().Outcome;
        var apart = Weekly(UnspentRule.ReturnToFunder, countShare: 0.5).Run().Outcome;

        // What the first round left, unclaimed or unspent, buys packets of 200 yuan on top of the hundred planned.
        var left = (200 * 20_000L) - outcome.Rounds[0].SpentFen;
        Assert.Equal(100 + (left / 20_000), outcome.Rounds[1].Winners);
        Assert.Equal(outcome.Rounds[0].RecalledFen, outcome.RolledOverFen);
        Assert.Equal(apart.Rounds[0], outcome.Rounds[0]);
        Assert.True(outcome.RedeemedFen > apart.RedeemedFen);
        Assert.Equal(rolling.Campaign.Budget.Fen, outcome.RedeemedFen + outcome.RecalledFen);
    }

    [Fact]
    public void After_the_last_round_nothing_rolls_over()
    {
        var single = MechanismFixture.Busy(100);
        single = single with { Campaign = single.Campaign with { Unspent = UnspentRule.RollOver } };

        var outcome = single.Run().Outcome;

        Assert.Equal(0, outcome.RolledOverFen);
        Assert.True(outcome.RecalledFen > 0);
    }

    private static Scenario Weekly(UnspentRule unspent, double countShare)
    {
        var scenario = MechanismFixture.Busy(200);
        var campaign = scenario.Campaign;
        scenario = scenario with
        {
            Campaign = campaign with
            {
                Unspent = unspent,
                Rounds = [new(campaign.SpendCloses.PlusHours(12), campaign.SpendCloses.PlusHours(24), campaign.SpendCloses.PlusHours(120), countShare)],
            },
        };
        return scenario.With(new PacketScenario(Amount.FromYuan(200), 200));
    }
}
