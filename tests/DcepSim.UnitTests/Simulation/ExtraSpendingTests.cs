using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Simulation;

public sealed class ExtraSpendingTests
{
    private const int Runs = 60;

    private static readonly ExtraSpendingScenario Known = new(0.2, 0.2, 2, 2, 0.5, 0.25);

    [Fact]
    public void Two_lives_differ_on_average_by_what_the_prior_says_of_each_packet_yuan()
    {
        var extras = Extras(With(TinyScenarios.Lottery(200), Known));

        // Of a yuan 0.2 are extra for good; of the displaced 0.8 a quarter would have been spent later, half elsewhere.
        AssertMean(0.2, extras, extra => extra.LongFen);
        AssertMean(0.2 + (0.8 * 0.25), extras, extra => extra.WindowFen);
        AssertMean(0.2 + (0.8 * 0.5), extras, extra => extra.LongInsideFen);
        AssertMean(0.2 + (0.8 * (1 - (0.75 * 0.5))), extras, extra => extra.WindowInsideFen);
        AssertMean(-0.8 * 0.5, extras, extra => extra.LongOutsideFen);
        Assert.All(extras, extra => Assert.Equal(extra.PurchasesFen, extra.AnywayFen + extra.LongFen)); // each purchase is extra or would have been made anyway
    }

    [Fact]
    public void Coupons_bring_their_multiplier_also_where_it_is_more_than_the_purchase_costs()
    {
        var coupon = new PacketScenario(Amount.FromYuan(40), 200) { Threshold = Amount.FromYuan(40) };
        var dear = TinyScenarios.Lottery(200) is var tiny ? tiny with { Campaign = tiny.Campaign with { Packets = [coupon] } } : tiny;

        AssertMean(2, Extras(With(dear, Known)), extra => extra.LongFen); // some purchases cost less than the 80 yuan that a coupon brings
    }

    [Fact]
    public void The_multipliers_of_threshold_coupons_are_never_applied_to_packets()
    {
        var packets = TinyScenarios.Lottery(200);
        var coupons = packets with { Campaign = packets.Campaign with { Packets = [new PacketScenario(Amount.FromYuan(20), 200) { Threshold = Amount.FromYuan(100) }] } };

        Assert.Equal(Run(With(packets, Known), 1).Extra, Run(With(packets, Known with { CouponLow = 6, CouponHigh = 6 }), 1).Extra);
        Assert.NotEqual(Run(With(packets, Known), 1).Extra, Run(With(packets, Known with { PropensityLow = 0.6, PropensityHigh = 0.6 }), 1).Extra);
        Assert.Equal(Run(With(coupons, Known), 1).Extra, Run(With(coupons, Known with { PropensityLow = 0.6, PropensityHigh = 0.6 }), 1).Extra);
        Assert.NotEqual(Run(With(coupons, Known), 1).Extra, Run(With(coupons, Known with { CouponLow = 1, CouponHigh = 1 }), 1).Extra);
    }

    [Fact]
    public void Every_run_draws_its_own_value_of_the_prior_evenly()
    {
        var scenario = With(TinyScenarios.Lottery(800), ExtraSpendingScenario.Assumed with { OutsideShare = 0, LaterShare = 0 });

        var shares = Enumerable.Range(1, Runs).Select(seed => Run(scenario, seed).Extra!.ExtraLeverage).ToList();

        Assert.InRange(shares.Average(), 0.155, 0.195);
        Assert.True(shares.Max() - shares.Min() > 0.1);
    }

    [Fact]
    public void The_same_purchase_has_the_same_other_life_in_another_design()
    {
        var one = With(TinyScenarios.Lottery(200), ExtraSpendingScenario.Assumed);
        var other = one with { Merchants = one.Merchants with { PopularityExponent = 2 } };

        Assert.Equal(Run(one, 1).Extra, Run(other, 1).Extra);
        Assert.NotEqual(Run(one, 1).Extra, Run(one, 2).Extra);
    }

    [Fact]
    public void What_is_taken_back_is_taken_back_in_both_lives()
    {
        var scenario = With(TinyScenarios.Lottery(100), Known);
        var extra = Run(scenario with { Behaviour = scenario.Behaviour with { Refunds = new RefundScenario(1, 5) } }, 1).Extra!;

        Assert.Equal((0, 0, 0, 0), (extra.WindowFen, extra.WindowInsideFen, extra.LongFen, extra.LongInsideFen));
        Assert.Equal((0, 0, 0), (extra.RedeemedFen, extra.PurchasesFen, extra.AnywayFen));
    }

    [Fact]
    public void Ratios_follow_from_the_sums_and_count_what_the_campaign_redeemed()
    {
        var scenario = ScenarioReader.Read("mechanism-all-together");
        var outcome = Run(scenario, 1);
        var extra = outcome.Extra!;

        Assert.Equal(outcome.RedeemedFen, extra.RedeemedFen);
        Assert.Equal((double)extra.AnywayFen / extra.PurchasesFen, Metric.DisplacedShare.ValueIn(outcome));
        Assert.Equal((double)(extra.PurchasesFen - extra.RedeemedFen) / extra.RedeemedFen, Metric.GrossLeverage.ValueIn(outcome));
        Assert.Equal(1, Metric.ExtraLeverage.ValueIn(outcome) * Metric.CostPerExtraYuan.ValueIn(outcome), 1e-12);
        Assert.InRange(Metric.DisplacedShare.ValueIn(outcome), 0.1, 0.95);
        Assert.All(Metric.All.Where(metric => metric.Name.StartsWith("extra", StringComparison.Ordinal)), metric => Assert.True(metric.AppliesTo(scenario)));
    }

    [Fact]
    public void Who_does_not_ask_for_extra_spending_gets_none() => Assert.Null(Run(TinyScenarios.Lottery(20), 1).Extra);

    private static Scenario With(Scenario scenario, ExtraSpendingScenario prior) => scenario with { Behaviour = scenario.Behaviour with { ExtraSpending = prior } };

    private static List<ExtraSpending> Extras(Scenario scenario) => [.. Enumerable.Range(1, Runs).Select(seed => Run(scenario, seed).Extra!)];

    private static RunOutcome Run(Scenario scenario, int seed) =>
        new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(seed), cancellation: TestContext.Current.CancellationToken);

    // The mean of part less share times redeemed, run by run, within four standard errors of nothing.
    private static void AssertMean(double share, List<ExtraSpending> extras, Func<ExtraSpending, long> part)
    {
        var differences = extras.Select(extra => (part(extra) - (share * extra.RedeemedFen)) / extra.RedeemedFen).ToList();
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Sum(difference => Math.Pow(difference - mean, 2)) / (differences.Count - 1) / differences.Count);
        Assert.InRange(mean, -4 * error, 4 * error);
        Assert.True(error < 0.1, $"The check is too weak: {error}.");
    }
}
