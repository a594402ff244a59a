using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Experiments;

public sealed class PrecisionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_are_added_until_the_interval_is_as_narrow_as_asked()
    {
        var result = await Run(0.005, runsMax: 10_000, threads: 2);

        var precision = result.Precision!;
        var redeemed = result.Metrics["redeemedFen"].Estimate;
        Assert.True(precision.IsMet);
        Assert.InRange(result.Runs.Length, 21, 9_999);
        Assert.Equal(result.Runs.Length, redeemed.Runs);
        Assert.InRange(redeemed.MeanHalfWidth!.Value / redeemed.Mean, 0, 0.005);
        Assert.Equal(redeemed.MeanHalfWidth / redeemed.Mean, precision.RelativeHalfWidth);
        Assert.Equal((20, result.Runs.Length), (precision.Looks[0], precision.Looks[^1]));
        Assert.Equal(precision.Looks.Order().Distinct(), precision.Looks);
    }

    [Fact]
    public async Task The_decision_is_the_same_on_any_number_of_threads()
    {
        var one = await Run(0.005, runsMax: 10_000, threads: 1);
        var five = await Run(0.005, runsMax: 10_000, threads: 5);

        Assert.Equal(SummaryFile.Write(one), SummaryFile.Write(five));
        Assert.Equal(one.Precision!.Looks, five.Precision!.Looks);
    }

    [Fact]
    public async Task The_runs_are_those_of_an_experiment_with_as_many()
    {
        var stopped = await Run(0.005, runsMax: 10_000, threads: 2);
        var given = await new CampaignExperiment(TinyScenarios.Lottery(), new ExperimentOptions { Runs = stopped.Runs.Length }).RunAsync(Cancellation);

        Assert.Equal(given.Metrics.Select(row => row.Estimate), stopped.Metrics.Select(row => row.Estimate));
    }

    [Fact]
    public async Task When_the_runs_are_used_up_it_says_so()
    {
        var result = await Run(0.00001, runsMax: 30, threads: 2);

        Assert.Equal(30, result.Runs.Length);
        Assert.False(result.Precision!.IsMet);
        using var summary = JsonDocument.Parse(SummaryFile.Write(result));
        var stopping = summary.RootElement.GetProperty("stopping");
        Assert.Equal(("redeemedFen", false, 30), (stopping.GetProperty("metric").GetString(), stopping.GetProperty("met").GetBoolean(), stopping.GetProperty("runsMax").GetInt32()));
        Assert.Equal([20, 30], stopping.GetProperty("looks").EnumerateArray().Select(look => look.GetInt32()));
        Assert.True(stopping.GetProperty("relativeHalfWidth").GetDouble() > 0.00001);
    }

    [Fact]
    public async Task A_figure_without_spread_stops_at_the_first_look()
    {
        var options = new ExperimentOptions { Runs = 500, Precision = new PrecisionTarget(Metric.Winners, 0.01) };

        var result = await new CampaignExperiment(TinyScenarios.Lottery(20), options).RunAsync(Cancellation);

        Assert.Equal(100, result.Runs.Length);
        Assert.Equal((true, 0.0), (result.Precision!.IsMet, result.Precision.RelativeHalfWidth));
    }

    [Theory]
    [InlineData(0, 100, 20)]
    [InlineData(1, 100, 20)]
    [InlineData(0.01, 1, 20)]
    [InlineData(0.01, 100, 1)]
    public void Widths_and_runs_out_of_range_are_refused(double width, int runs, int runsMin)
    {
        var options = new ExperimentOptions { Runs = runsMin == 1 ? 100 : runs, Precision = new PrecisionTarget(Metric.Claimed, width) { RunsMin = runsMin } };

        Assert.Throws<ArgumentOutOfRangeException>(() => new CampaignExperiment(TinyScenarios.Lottery(), options));
    }

    private static Task<CampaignResult> Run(double width, int runsMax, int threads)
    {
        var options = new ExperimentOptions { Runs = runsMax, Threads = threads, Precision = new PrecisionTarget(Metric.Redeemed, width) { RunsMin = 20 } };
        return new CampaignExperiment(TinyScenarios.Lottery(), options).RunAsync(Cancellation);
    }
}
