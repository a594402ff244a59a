using System.Globalization;
using System.Text;
using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Sweeps;
using DcepSim.Testing;
using DcepSim.UnitTests.Simulation;

namespace DcepSim.UnitTests.Sweeps;

public sealed class CampaignSweepTests
{
    private static readonly Scenario Tiny = TinyScenarios.Lottery(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_factorial_sweep_runs_every_combination_in_order_under_the_same_keys()
    {
        var sweep = await Sweep(["merchants.count=10,20,30", "behaviour.basket.medianYuan=100,150"]);

        Assert.Equal(["10 100", "10 150", "20 100", "20 150", "30 100", "30 150"], sweep.Points.Select(point => string.Join(' ', point.Values)));
        Assert.Equal([1, 2, 3, 4, 5, 6], sweep.Points.Select(point => point.Number));
        Assert.All(sweep.Points, point => Assert.Equal(3, point.Result.Runs.Length));
        Assert.Single(sweep.Points.Select(point => point.Result.Metrics["claimed"].Estimate).Distinct()); // neither field moves who claims
        var alone = await Campaign.RunAsync(ScenarioReader.Check(Tiny, "merchants.count=20", "behaviour.basket.medianYuan=150"), runs: 3, seed: 1, Cancellation);
        Assert.Equal(alone.Metrics.Select(row => row.Estimate), sweep.Points[3].Result.Metrics.Select(row => row.Estimate));
        Assert.Equal(alone.Tables, sweep.Points[3].Result.Tables);
    }

    [Theory]
    [InlineData(SweepDesign.LatinHypercube)]
    [InlineData(SweepDesign.Sobol)]
    public async Task A_design_over_ranges_puts_one_point_into_each_slice(SweepDesign design)
    {
        var sweep = await Sweep(["behaviour.basket.medianYuan=100..200", "behaviour.basket.sigma=0.5..1.5"], design, points: 8, runs: 1);

        foreach (var (axis, low, width) in new[] { (0, 100.0, 100.0), (1, 0.5, 1.0) })
        {
            var slices = sweep.Points.Select(point => (int)((double.Parse(point.Values[axis], CultureInfo.InvariantCulture) - low) / width * 8));
            Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], slices.Order());
        }
    }

    [Theory]
    [InlineData("behaviour.occasions.heterogeneityShape=0.5,2")]
    [InlineData("behaviour.basket.medianYuan=100,150")]
    [InlineData("behaviour.basket.sigma=0.5,1.5")]
    [InlineData("merchants.popularityExponent=0,1")]
    [InlineData("merchants.count=10,20")]
    [InlineData("behaviour.occasions.perDay=1,2")]
    [InlineData("behaviour.claim.meanDelayHours=5,10")]
    public async Task A_point_draws_from_the_tables_of_its_own_scenario_whatever_was_run_before(string axis)
    {
        var sweep = await Sweep([axis, "behaviour.ownMoney.topUpProbability=0.2,0.3"], threads: 1);

        foreach (var point in sweep.Points)
        {
            var alone = await Campaign.RunAsync(point.Result.Scenario, runs: 3, seed: 1, Cancellation);
            Assert.Equal(alone.Tables, point.Result.Tables);
            Assert.Equal(alone.Metrics.Select(row => row.Estimate), point.Result.Metrics.Select(row => row.Estimate));
        }
    }

    [Fact]
    public async Task The_files_are_the_same_bytes_on_any_number_of_threads()
    {
        var one = await Sweep(["merchants.count=10,20,30"], threads: 1);
        var four = await Sweep(["merchants.count=10,20,30"], threads: 4);

        Assert.Equal(one.WriteJson(), four.WriteJson());
        Assert.Equal(one.WriteCsv(), four.WriteCsv());
        using var json = JsonDocument.Parse(one.WriteJson());
        Assert.Equal(("dcepsim.sweep/1", "factorial"), (json.RootElement.GetProperty("schema").GetString(), json.RootElement.GetProperty("design").GetString()));
        Assert.Equal("20", json.RootElement.GetProperty("points")[1].GetProperty("values").GetProperty("merchants.count").GetString());
        var rows = Encoding.UTF8.GetString(one.WriteCsv()).TrimEnd().Split('\n');
        Assert.Equal("point,merchants.count,metric,runs,mean,sd,meanLow,meanHigh,level", rows[0]);
        Assert.Equal(1 + (3 * one.Points[0].Result.Metrics.Count), rows.Length);
    }

    [Fact]
    public async Task A_point_that_cannot_be_run_is_named_before_anything_runs()
    {
        var fault = await Assert.ThrowsAsync<ScenarioException>(() => Sweep(["merchants.count=10,0"]));

        Assert.Contains("point 2 (merchants.count=0)", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Of_several_points_that_cannot_be_run_the_first_is_named_on_any_number_of_threads(int threads)
    {
        var counts = Enumerable.Range(1, 200).Select(count => count is 90 or 91 or 110 or 160 ? -count : count);

        var fault = await Assert.ThrowsAsync<ScenarioException>(() => Sweep([$"merchants.count={string.Join(',', counts)}"], threads: threads));

        Assert.Contains("point 90 (merchants.count=-90)", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SweepDesign.Factorial, 0, "merchants.count=1..5")]
    [InlineData(SweepDesign.Sobol, 8, "merchants.count=1,5")]
    [InlineData(SweepDesign.Sobol, 0, "merchants.count=1..5")]
    [InlineData(SweepDesign.Factorial, 0, "merchants.count=1,5", "merchants.count=2")]
    [InlineData(SweepDesign.Factorial, 0)]
    public async Task Axes_that_do_not_fit_the_design_are_refused(SweepDesign design, int points, params string[] axes) =>
        await Assert.ThrowsAsync<ScenarioException>(() => Sweep(axes, design, points));

    [Fact]
    public async Task Books_that_differ_are_never_passed_over()
    {
        var options = new ExperimentOptions { Runs = 1, OpenSettlement = (books, clock) => new FenThief(books, clock, TransferKind.PacketPayment) };

        await Assert.ThrowsAsync<AuditException>(() => CampaignSweep.RunAsync(Tiny, [SweepAxis.Parse("merchants.count=10,20")], options: options, cancellation: Cancellation));
    }

    [Fact]
    public async Task A_stopped_sweep_stops()
    {
        using var stop = new CancellationTokenSource();
        var options = new ExperimentOptions { Runs = 100_000, Threads = 2, Progress = new StopAt(5, stop) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CampaignSweep.RunAsync(Tiny, [SweepAxis.Parse("merchants.count=10,20")], options: options, cancellation: stop.Token));
    }

    private static Task<CampaignSweep> Sweep(string[] axes, SweepDesign design = SweepDesign.Factorial, int points = 0, int runs = 3, int threads = 2) =>
        CampaignSweep.RunAsync(Tiny, [.. axes.Select(SweepAxis.Parse)], design, points, new ExperimentOptions { Runs = runs, Threads = threads }, Cancellation);

    private sealed class StopAt(int runs, CancellationTokenSource stop) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value)
        {
            if (value.RunsDone == runs)
                stop.Cancel();
        }
    }
}
