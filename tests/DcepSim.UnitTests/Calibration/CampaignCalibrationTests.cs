using DcepSim.Calibration;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Calibration;

public class CampaignCalibrationTests
{
    private static readonly string[] FreePaths =
        ["behaviour.claim.lapseIntercept", "behaviour.occasions.perDay", "behaviour.basket.medianYuan", "behaviour.ownMoney.topUpProbability"];

    private static readonly Metric[] AllTotals = [Metric.Claimed, Metric.Payments, Metric.Redeemed, Metric.OwnMoney];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_calibration_finds_the_parameters_that_made_the_figures()
    {
        var truth = TinyScenarios.Lottery(2_000);
        var pilot = await PilotAsync(truth, AllTotals, FreePaths, "behaviour.occasions.perDay=1.2", "behaviour.basket.medianYuan=190", "behaviour.ownMoney.topUpProbability=0.5");

        var found = await CampaignCalibration.RunAsync(pilot, new() { Over = [], Sets = 0, ProfilePoints = 3 }, new ExperimentOptions { Runs = 4, Seed = 5 }, Cancellation);

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", found.Parameters.Select(parameter => $"{parameter.Field.Path} {parameter.Value:F4}")));
        Assert.True(found.IsSolved);
        Assert.Equal(4, found.GivenAssumed.Rank);
        Assert.All(found.Parameters, parameter => Assert.True(parameter.IsIdentified, parameter.Field.Path));
        Near(truth.Behaviour.Claim.LapseIntercept, found.Parameters[0].Value, 0.15);
        Near(truth.Behaviour.Occasions.PerDay, found.Parameters[1].Value, 0.08);
        Near(truth.Behaviour.Basket.MedianYuan, found.Parameters[2].Value, 0.08);
        Near(truth.Behaviour.OwnMoney.TopUpProbability, found.Parameters[3].Value, 0.15);
        Assert.All(found.Parameters, parameter => Assert.True(
            parameter.Profile[1].SumOfSquares < parameter.Profile[0].SumOfSquares && parameter.Profile[1].SumOfSquares < parameter.Profile[2].SumOfSquares, parameter.Field.Path));
    }

    [Fact]
    public async Task Fields_that_only_a_missing_figure_could_tell_apart_are_called_not_identified()
    {
        var pilot = await PilotAsync(TinyScenarios.Lottery(1_000), [Metric.Claimed, Metric.Redeemed], FreePaths[..3]);

        var found = await CampaignCalibration.RunAsync(pilot, new() { Over = [], Sets = 0, ProfilePoints = 3 }, new ExperimentOptions { Runs = 4 }, Cancellation);

        Assert.Equal(2, found.GivenAssumed.Rank);
        Assert.Equal([true, false, false], found.Parameters.Select(parameter => parameter.IsIdentified));
        Assert.All(found.Parameters[1].Profile, point => Assert.True(point.Fits));
    }

    [Fact]
    public async Task Every_set_of_the_ensemble_meets_the_figures_and_assumed_fields_spread_over_their_ranges()
    {
        var pilot = await PilotAsync(TinyScenarios.Lottery(600), AllTotals, FreePaths);
        var found = await CampaignCalibration.RunAsync(pilot, new() { Sets = 12, ProfilePoints = 0 }, new ExperimentOptions { Runs = 4, Threads = 2 }, Cancellation);

        Assert.Equal(12, found.Ensemble!.Sets.Length);
        Assert.Equal([.. FreePaths, .. CalibratedField.Assumable.Select(field => field.Path)], found.Ensemble.Paths);
        Assert.All(found.Parameters.Skip(4), parameter => Assert.False(parameter.IsIdentified || parameter.IsFree));
        var shape = found.Ensemble.Sets.Select(set => set[4]).ToArray();
        Assert.InRange(shape.Min(), 0.7, 0.85);
        Assert.InRange(shape.Max(), 1.4, 1.7);

        var runs = await new CampaignExperiment(pilot, new ExperimentOptions { Runs = 12 * 8, Seed = 77, Ensemble = found.Ensemble }).RunAsync(Cancellation);
        foreach (var target in found.Targets)
        {
            for (var set = 0; set < 12; set++)
            {
                var mean = runs.Runs.Where(run => (run.Run - 1) % 12 == set).Average(run => target.Metric.ValueIn(run.Outcome));
                Assert.InRange((mean - target.Published) / target.Noise, -4.5, 4.5); // the pilot's own chance, and that of eight runs
            }
        }
    }

    [Fact]
    public async Task Threads_change_no_byte()
    {
        var pilot = await PilotAsync(TinyScenarios.Lottery(300), AllTotals, FreePaths);
        var studies = new List<CampaignCalibration>();
        foreach (var threads in new[] { 1, 2 })
            studies.Add(await CampaignCalibration.RunAsync(pilot, new() { Sets = 3, ProfilePoints = 3 }, new ExperimentOptions { Runs = 2, Threads = threads }, Cancellation));

        Assert.Equal(studies[0].WriteJson(), studies[1].WriteJson());
        Assert.Equal(studies[0].Ensemble!.WriteJson(), studies[1].Ensemble!.WriteJson());
    }

    [Fact]
    public async Task A_scenario_without_fitted_fields_or_figures_is_refused_with_both_faults()
    {
        var refused = await Assert.ThrowsAsync<ScenarioException>(() => CampaignCalibration.RunAsync(TinyScenarios.Lottery(), cancellation: Cancellation));

        Assert.Equal(["provenance", "published"], refused.Faults.Select(fault => fault.Path));
        Assert.Contains("\"published\": {\"claimed\"", refused.Message, StringComparison.Ordinal); // what to put into the file
    }

    [Fact]
    public async Task The_built_in_luohu_scenario_meets_the_totals_it_was_fitted_to_and_calls_them_fitted()
    {
        var scenario = ScenarioReader.Read("shenzhen-luohu-2020");
        var result = await Campaign.RunAsync(scenario, runs: 20, seed: 1, cancellation: Cancellation);

        foreach (var name in new[] { "claimed", "payments", "redeemedFen", "ownMoneyFen" })
        {
            Assert.Equal(FigureRole.Fitted, result.Metrics[name].Role);
            Near(scenario.Published[name].Value, result.Metrics[name].Estimate.Mean, 0.005);
        }
    }

    [Fact]
    public async Task The_built_in_suzhou_scenario_meets_the_totals_it_was_fitted_to_and_holds_the_first_day_aside()
    {
        var scenario = ScenarioReader.Read("suzhou-double12-2020");
        var result = await Campaign.RunAsync(scenario, runs: 4, seed: 1, cancellation: Cancellation);

        foreach (var name in new[] { "claimed", "redeemedFen", "onlineRedeemedFen", "inStoreRedeemedFen" })
            Near(scenario.Published[name].Value, result.Metrics[name].Estimate.Mean, 0.005);
        Assert.Equal(FigureRole.HeldOut, result.Metrics["onlineOrdersFirst24h"].Role);
    }

    [Theory]
    [InlineData("behaviour.claim.meanDelayHours")]
    [InlineData("behaviour.basket.sigma=1,2")]
    [InlineData("merchants.count=1..5")]
    [InlineData("behaviour.ownMoney.topUpProbability=0..0.5")]
    public void A_field_without_a_usable_range_is_refused(string text) => Assert.Throws<ScenarioException>(() => CalibratedField.Parse(text));

    [Fact]
    public void A_field_is_read_as_it_is_written()
    {
        foreach (var field in CalibratedField.Fittable.Concat(CalibratedField.Assumable))
            Assert.Equal(field, CalibratedField.Parse(field.ToString()));
    }

    /// <summary>A pilot whose published figures are one run of the truth, and whose free fields start elsewhere.</summary>
    private static async Task<Scenario> PilotAsync(Scenario truth, Metric[] totals, string[] free, params string[] start)
    {
        var made = await Campaign.RunAsync(truth, runs: 1, seed: 9, cancellation: Cancellation);
        var figures = totals.ToDictionary(metric => metric.Name, metric => new PublishedFigure((long)Math.Round(made.Metrics[metric].Mean), FigureRole.Fitted, "made for this test"));
        var pilot = start.Length == 0 ? truth : ScenarioReader.Check(truth, start);
        return pilot with
        {
            Published = pilot.Published.AddRange(figures),
            Provenance = pilot.Provenance.SetItems(free.Select(path => KeyValuePair.Create(path, new Provenance(Mark.Fitted, "this test")))),
        };
    }

    private static void Near(double expected, double found, double relative) =>
        Assert.True(Math.Abs(found / expected - 1) <= relative, $"{found} is not within {relative:P1} of {expected}.");
}
