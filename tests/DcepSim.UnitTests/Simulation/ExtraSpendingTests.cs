using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Simulation;

public sealed class ExtraSpendingTests
{
    private static readonly ExtraSpendingScenario Known = new(0.2, 0.2, 4, 4, 0.5, 0.25);

    [Fact]
    public void Of_a_packet_yuan_the_propensity_is_extra_for_good_and_the_rest_displaces_other_spending()
    {
        var extra = ExtraSpending.Of(Known, packetFen: 1_000, couponFen: 0, RandomKey.FromSeed(1));

        Assert.Equal(200, extra.LongFen);
        Assert.Equal(400, extra.WindowFen); // a quarter of the displaced 800 would have been spent later
        Assert.Equal((600, -400), (extra.LongInsideFen, extra.LongOutsideFen)); // half of the 800 came from elsewhere
        Assert.Equal((700, -300), (extra.WindowInsideFen, extra.WindowOutsideFen));
    }

    [Fact]
    public void The_multipliers_of_threshold_coupons_are_never_applied_to_packets()
    {
        var packets = ExtraSpending.Of(ExtraSpendingScenario.Assumed, packetFen: 1_000_000, couponFen: 0, RandomKey.FromSeed(1));
        var coupons = ExtraSpending.Of(ExtraSpendingScenario.Assumed, packetFen: 0, couponFen: 1_000_000, RandomKey.FromSeed(1));

        Assert.InRange(packets.LongFen, 100_000, 250_000);
        Assert.InRange(coupons.LongFen, 3_000_000, 6_000_000);
        Assert.Equal(0, coupons.LongOutsideFen);
    }

    [Fact]
    public void Every_run_draws_its_own_value_of_the_prior_and_two_designs_share_it()
    {
        var small = TinyScenarios.Lottery(100) is var tiny ? tiny with { Behaviour = tiny.Behaviour with { ExtraSpending = ExtraSpendingScenario.Assumed } } : tiny;
        var dear = small with { Behaviour = small.Behaviour with { Basket = new BasketScenario(500, 1) } };

        var shares = Enumerable.Range(1, 40).Select(seed => (Small: Share(small, seed), Dear: Share(dear, seed))).ToList();

        Assert.All(shares, share => Assert.InRange(share.Small, 0.0999, 0.2501));
        Assert.All(shares, share => Assert.Equal(share.Small, share.Dear, 1e-4));
        Assert.InRange(shares.Average(share => share.Small), 0.15, 0.2);
        Assert.True(shares.Max(share => share.Small) - shares.Min(share => share.Small) > 0.1);
    }

    [Fact]
    public void Who_does_not_ask_for_extra_spending_gets_none() =>
        Assert.Null(new CampaignRun(new CampaignModel(TinyScenarios.Lottery(20))).Execute(RandomKey.FromSeed(1), cancellation: TestContext.Current.CancellationToken).Extra);

    private static double Share(Scenario scenario, int seed)
    {
        var outcome = new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(seed), cancellation: TestContext.Current.CancellationToken);
        return outcome.Extra!.LongFen / (double)outcome.RedeemedFen;
    }
}
