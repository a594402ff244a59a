using DcepSim.Choices;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Sweeps;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Choices;

public class CampaignChoiceTests
{
    private static readonly SweepAxis Faces = SweepAxis.Parse("campaign.packets[0].faceYuan=50,100,200");
    private static readonly SweepAxis Counts = SweepAxis.Parse("campaign.packets[0].count=40,80");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_design_that_redeems_most_is_found_among_those_within_the_budget()
    {
        var choice = await Choose(Objective.Of("redeemedFen"), budget: 8_000);

        Assert.Equal((5, 1), (choice.Designs.Length, choice.OverBudget)); // 80 packets of 200 would issue 16,000
        Assert.All(choice.Designs, design => Assert.True(design.Issued <= choice.Budget && design.Scenario.Campaign.Budget == choice.Budget));
        var winner = choice.Designs[choice.Winner!.Value - 1];
        Assert.Equal(["100", "80"], winner.Values); // the smaller packets are spent more fully than 40 of 200
        Assert.All(choice.Designs.Where(design => design.BehindBest is not null), design => Assert.True(design.BehindBest!.Value.Mean > 0));
        Assert.NotNull(winner.Fresh);
    }

    [Fact]
    public async Task The_least_is_the_best_where_it_is_asked_for()
    {
        var choice = await Choose(Objective.Of("redeemedFen", isLeast: true), budget: 8_000);

        Assert.Equal(["50", "40"], choice.Designs[choice.Winner!.Value - 1].Values);
        Assert.True(choice.Designs[choice.Winner.Value - 1].Fresh!.Value.Mean > 0);
    }

    [Fact]
    public async Task A_prior_that_moves_all_designs_alike_changes_no_decision()
    {
        var choice = await Choose(Objective.Of(Objective.ExtraSpending), budget: 8_000);

        Assert.Equal(5, choice.Decisions.Length);
        Assert.Single(choice.Decisions.Select(decision => decision.Selected).Distinct());
        Assert.NotNull(choice.Winner);
        Assert.Equal(0.175 * (await Choose(Objective.Of("redeemedFen"), budget: 8_000)).Designs[choice.Winner.Value - 1].Fresh!.Value.Mean, choice.Designs[choice.Winner.Value - 1].Fresh!.Value.Mean, 1e-6);
    }

    [Fact]
    public async Task No_winner_is_named_where_the_order_changes_within_an_ensemble()
    {
        // With tiny purchases a short window leaves much unspent: then many small packets redeem more; with large ones few large packets do.
        var sets = new ParameterEnsemble("this test", ["behaviour.occasions.perDay", "behaviour.basket.medianYuan"], [[0.3, 20], [8, 900]]);
        var scenario = TinyScenarios.Lottery(40);
        var choice = await CampaignChoice.RunAsync(
            scenario,
            [SweepAxis.Parse("campaign.packets=[{\"faceYuan\":200,\"count\":45}],[{\"faceYuan\":50,\"count\":160}]")],
            Objective.Of("redeemedFen"),
            Amount.FromYuan(9_000),
            new() { Zone = 0.02 },
            new ExperimentOptions { Runs = 400, Ensemble = sets },
            Cancellation);

        Assert.Null(choice.Winner);
        Assert.Equal(0.5, choice.SetsAgreeing);
        Assert.Equal(ChoiceVerdict.MovesWithinEnsemble, choice.Verdict);
        Assert.Contains("order changes within the ensemble", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packets_win_over_coupons_where_the_prior_is_the_same_and_coupons_where_their_multiplier_is_believed()
    {
        var alike = await ChooseThreshold(0.1, 0.1);
        var believed = await ChooseThreshold(3, 6);

        Assert.Equal("0", ThresholdOf(alike)); // a coupon waits for a purchase that is dear enough
        Assert.Equal("100", ThresholdOf(believed));
        Assert.All(alike.Designs, design => Assert.Equal(design.Values[2] == "100", design.IsCoupon));
        Assert.Equal((12, 4), (alike.Designs.Length, alike.OverBudget));
        Assert.All(believed.Designs.Where(design => design.BehindBest is not null && design.Values[2] == "0"), design => Assert.True(design.BehindBest!.Value.MeanLow > 0));

        static string ThresholdOf(CampaignChoice choice) => choice.Designs[choice.Winner!.Value - 1].Values[2];
    }

    [Fact]
    public async Task No_winner_is_named_where_packets_and_coupons_change_places_within_the_prior()
    {
        var choice = await ChooseThreshold(0.1, 6);

        Assert.Null(choice.Winner);
        Assert.Equal(ChoiceVerdict.MovesWithinPrior, choice.Verdict);
        Assert.Contains("order changes within the prior", choice.Reason, StringComparison.Ordinal);
        Assert.Equal(5, choice.Decisions.Length);
        var selected = choice.Decisions.Select(decision => (decision.CouponPropensity, Threshold: choice.Designs[decision.Selected!.Value - 1].Values[2])).ToArray();
        Assert.All(selected, one => Assert.Equal(one.CouponPropensity > 0.25 ? "100" : "0", one.Threshold));
    }

    [Fact]
    public async Task Money_from_coupons_counts_by_its_own_propensity_also_beside_packets()
    {
        var package = MechanismPackage();
        var choice = await CampaignChoice.RunAsync(
            package,
            [SweepAxis.Parse("campaign.packets[0].faceYuan=10,11")],
            Objective.Of(Objective.ExtraSpending),
            package.Campaign.Budget,
            new() { PacketPropensityLow = 0.2, PacketPropensityHigh = 0.2, CouponPropensityLow = 2, CouponPropensityHigh = 2, FreshRuns = 5, Zone = 0.5 },
            new ExperimentOptions { Runs = 40 },
            Cancellation);

        var chosen = choice.Designs[choice.Winner!.Value - 1];
        var fresh = await new CampaignExperiment(chosen.Scenario, new ExperimentOptions { Runs = 5, Seed = DerivedSeed.Of(1, "fresh") }).RunAsync(Cancellation);
        var expected = fresh.Runs.Average(run => (0.2 * (run.Outcome.RedeemedFen - run.Outcome.CouponRedeemedFen)) + (2.0 * run.Outcome.CouponRedeemedFen));
        Assert.True(chosen.IsCoupon);
        Assert.Equal(expected, chosen.Fresh!.Value.Mean, 1e-6);
    }

    [Fact]
    public async Task Equals_that_runs_cannot_part_have_no_winner_and_the_reason_says_so()
    {
        var choice = await CampaignChoice.RunAsync(
            TinyScenarios.Lottery(30),
            [SweepAxis.Parse("behaviour.basket.sigma=1.20,1.21")],
            Objective.Of("ownMoneyFen"),
            Amount.FromYuan(6_000),
            new() { Zone = 0.0001, FreshRuns = 2 },
            new ExperimentOptions { Runs = 25 },
            Cancellation);

        Assert.Null(choice.Winner);
        Assert.Equal(ChoiceVerdict.RunsUsedUp, choice.Verdict);
        Assert.Contains("25 runs of each leave 2 designs", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probability_that_picking_blindly_reaches_is_refused_before_anything_runs()
    {
        var progress = new Counted();
        var refused = await Assert.ThrowsAsync<ScenarioException>(() => CampaignChoice.RunAsync(
            TinyScenarios.Lottery(80), [Faces], Objective.Of("redeemedFen"), Amount.FromYuan(16_000), new() { Probability = 1.0 / 3 }, new ExperimentOptions { Runs = 40, Progress = progress }, Cancellation));

        Assert.Contains("picking one of 3 designs blindly", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, progress.Reports);
    }

    [Fact]
    public async Task An_objective_without_a_value_in_some_run_is_named_with_its_design()
    {
        var nobodyShops = SweepAxis.Parse("behaviour.occasions.perDay=0.000001,3"); // without a payment there is no mean payment
        var refused = await Assert.ThrowsAsync<ScenarioException>(() => CampaignChoice.RunAsync(
            TinyScenarios.Lottery(20), [nobodyShops], Objective.Of("meanPaymentFen"), Amount.FromYuan(4_000), new() { FreshRuns = 2 }, new ExperimentOptions { Runs = 40 }, Cancellation));

        Assert.Contains("meanPaymentFen has no value in run 1 of design 1 (0.000001)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_change_no_byte()
    {
        var one = await Choose(Objective.Of("redeemedFen"), budget: 8_000, threads: 1);
        var two = await Choose(Objective.Of("redeemedFen"), budget: 8_000, threads: 2);

        Assert.Equal(one.WriteJson(), two.WriteJson());
        Assert.Equal(one.WriteCsv(), two.WriteCsv());
    }

    [Fact]
    public async Task A_budget_for_fewer_than_two_designs_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ScenarioException>(() => Choose(Objective.Of("redeemedFen"), budget: 2_000));

        Assert.Contains("1 of 6 designs issue at most 2000 yuan", refused.Message, StringComparison.Ordinal);
    }

    private static Scenario MechanismPackage() => TinyScenarios.Lottery(60) is var tiny
        ? tiny with
        {
            Campaign = tiny.Campaign with
            {
                Packets =
                [
                    new PacketScenario(Amount.FromYuan(10), 60) { Package = "both" },
                    new PacketScenario(Amount.FromYuan(20), 60) { Package = "both", Threshold = Amount.FromYuan(100) },
                ],
            },
        }
        : tiny;

    // Packet size, number, threshold and window under one budget: what a city can set.
    private static Task<CampaignChoice> ChooseThreshold(double couponLow, double couponHigh) => CampaignChoice.RunAsync(
        TinyScenarios.Lottery(300),
        [
            SweepAxis.Parse("campaign.packets[0].faceYuan=10,20"),
            SweepAxis.Parse("campaign.packets[0].count=100,200"),
            SweepAxis.Parse("campaign.packets[0].thresholdYuan=0,100"),
            SweepAxis.Parse("campaign.spendCloses=2020-10-15T24:00,2020-10-18T24:00"),
        ],
        Objective.Of(Objective.ExtraSpending),
        Amount.FromYuan(2_000),
        new() { CouponPropensityLow = couponLow, CouponPropensityHigh = couponHigh, FreshRuns = 20, Zone = 0.02 },
        new ExperimentOptions { Runs = 2_000 },
        Cancellation);

    private static Task<CampaignChoice> Choose(Objective objective, int budget, int threads = 2) => CampaignChoice.RunAsync(
        TinyScenarios.Lottery(40), [Faces, Counts], objective, Amount.FromYuan(budget), new() { FreshRuns = 20 }, new ExperimentOptions { Runs = 400, Threads = threads }, Cancellation);

    private sealed class Counted : IProgress<ExperimentProgress>
    {
        public int Reports { get; private set; }

        public void Report(ExperimentProgress value) => Reports++;
    }
}
