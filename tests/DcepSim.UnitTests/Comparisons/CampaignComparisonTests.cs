using System.Text;
using System.Text.Json;
using DcepSim.Comparisons;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Comparisons;

public sealed class CampaignComparisonTests
{
    private static readonly Scenario Tiny = TinyScenarios.Lottery();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_design_differs_from_itself_by_nothing_at_all()
    {
        var comparison = await Compare([Tiny, Tiny], runs: 4);

        Assert.Equal(["tiny-lottery (1)", "tiny-lottery (2)"], comparison.Designs.Select(design => design.Label));
        Assert.Empty(comparison.Designs[0].Differences);
        Assert.All(comparison.Designs[1].Differences, row => Assert.Equal((0.0, 0.0, 0.0), (row.Difference.Mean, row.Difference.Sd, row.Difference.MeanHigh)));
        Assert.All(comparison.Designs[1].Differences, row => Assert.Null(row.RunsSaved));
    }

    [Fact]
    public async Task A_difference_is_the_paired_estimate_of_both_experiments_runs()
    {
        var larger = ScenarioReader.Check(Tiny, "behaviour.basket.medianYuan=150");

        var row = (await Compare([Tiny, larger], runs: 6)).Designs[1].Differences.Single(row => row.Metric == Metric.Redeemed);

        var one = await Campaign.RunAsync(Tiny, 6, 3, Cancellation);
        var other = await Campaign.RunAsync(larger, 6, 3, Cancellation);
        Assert.Equal(one.Metrics["redeemedFen"].Estimate, row.Baseline);
        Assert.Equal(other.Metrics["redeemedFen"].Estimate, row.Variant);
        Assert.Equal(
            RunEstimator.FromPairs([.. one.Runs.Select(run => (double)run.Outcome.RedeemedFen)], [.. other.Runs.Select(run => (double)run.Outcome.RedeemedFen)]),
            row.Difference);
    }

    [Fact]
    public async Task Shared_chance_tells_designs_apart_with_fewer_runs()
    {
        var fewer = ScenarioReader.Check(Tiny, "behaviour.basket.medianYuan=125");

        var row = (await Compare([Tiny, fewer], runs: 30)).Designs[1].Differences.Single(row => row.Metric == Metric.Redeemed);

        Assert.True(row.RunsSaved > 4, $"{row.RunsSaved} times fewer runs");
        Assert.True(row.IsClear);
    }

    [Fact]
    public async Task What_the_purchase_costs_leaves_who_claims_as_it_was()
    {
        var larger = ScenarioReader.Check(Tiny, "behaviour.basket.medianYuan=300", "merchants.count=7");

        var claimed = (await Compare([Tiny, larger], runs: 5)).Designs[1].Differences.Single(row => row.Metric == Metric.Claimed);

        Assert.Equal((0.0, 0.0), (claimed.Difference.Mean, claimed.Difference.Sd));
    }

    [Fact]
    public async Task The_files_are_the_same_bytes_on_any_number_of_threads()
    {
        var larger = ScenarioReader.Check(Tiny, "behaviour.basket.medianYuan=150");
        var one = await Compare([Tiny, larger], runs: 5, threads: 1);
        var four = await Compare([Tiny, larger], runs: 5, threads: 4);

        Assert.Equal(one.WriteJson(), four.WriteJson());
        Assert.Equal(one.WriteCsv(), four.WriteCsv());
        using var json = JsonDocument.Parse(one.WriteJson());
        Assert.Equal(("dcepsim.compare/1", 5), (json.RootElement.GetProperty("schema").GetString(), json.RootElement.GetProperty("runs").GetInt32()));
        var design = json.RootElement.GetProperty("designs")[1];
        Assert.Equal("behaviour.basket.medianYuan", design.GetProperty("setByUser")[0].GetString());
        var rows = Encoding.UTF8.GetString(one.WriteCsv()).TrimEnd().Split('\n');
        Assert.Equal(1 + design.GetProperty("differences").EnumerateObject().Count(), rows.Length);
        Assert.StartsWith("baseline,design,metric,runs,", rows[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_metrics_that_apply_to_both_are_compared()
    {
        var online = ScenarioReader.Check(Tiny, """merchants.onlinePlatforms=[{"name":{"en":"Shop","zh":"商城"},"share":0.3}]""");

        var comparison = await Compare([Tiny, online], runs: 2);

        Assert.Contains(comparison.Designs[1].Result.Metrics, row => row.Metric == Metric.OnlineRedeemed);
        Assert.DoesNotContain(comparison.Designs[1].Differences, row => row.Metric == Metric.OnlineRedeemed);
    }

    [Fact]
    public async Task One_design_is_no_comparison() =>
        await Assert.ThrowsAsync<ArgumentException>(() => CampaignComparison.RunAsync([Tiny], cancellation: Cancellation));

    private static Task<CampaignComparison> Compare(Scenario[] scenarios, int runs, int threads = 2) =>
        CampaignComparison.RunAsync(scenarios, new ExperimentOptions { Runs = runs, Seed = 3, Threads = threads }, Cancellation);
}
