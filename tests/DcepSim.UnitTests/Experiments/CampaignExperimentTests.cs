using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;
using DcepSim.Testing;
using DcepSim.UnitTests.Simulation;

namespace DcepSim.UnitTests.Experiments;

public sealed class CampaignExperimentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_campaign_is_run_and_its_interval_read_in_a_few_lines()
    {
        var result = await Campaign.RunAsync(TinyScenarios.Lottery(), runs: 8, seed: 3, Cancellation);

        Estimate claimed = result.Metrics["claimed"].Estimate;

        Assert.Equal(8, claimed.Runs);
        Assert.InRange(claimed.Mean, claimed.MeanLow!.Value, claimed.MeanHigh!.Value);
        Assert.True(claimed.RunLow < claimed.MeanLow && claimed.RunHigh > claimed.MeanHigh);
        Assert.Same(result.Metrics[Metric.Claimed], result.Metrics["claimed"]);
        Assert.True(result.BooksAreClean);
    }

    [Fact]
    public async Task Every_metric_is_the_estimate_of_its_values_in_run_order()
    {
        var result = await Campaign.RunAsync(TinyScenarios.Lottery(), runs: 5, cancellation: Cancellation);

        Assert.Equal(Metric.All.Where(metric => metric.AppliesTo(result.Scenario)), result.Metrics.Select(row => row.Metric));
        Assert.Equal(RunEstimator.FromRuns([.. result.Runs.Select(run => (double)run.Outcome.RedeemedFen)]), result.Metrics[Metric.Redeemed].Estimate);
        Assert.Equal(
            RunEstimator.FromRuns([.. result.Runs.Select(run => (double)run.Outcome.RedeemedFen / run.Outcome.Payments)]),
            result.Metrics[Metric.MeanPayment].Estimate);
    }

    [Fact]
    public async Task A_run_is_the_same_whatever_else_is_run()
    {
        var few = await Run(runs: 3, threads: 1);
        var many = await Run(runs: 9, threads: 3);

        Assert.Equal(few.Runs.Select(Figures), many.Runs.Take(3).Select(Figures));
        Assert.Equal(9, many.Runs.Select(Figures).Distinct().Count());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], many.Runs.Select(run => run.Run));
    }

    [Fact]
    public async Task Another_seed_gives_other_runs()
    {
        var one = await Campaign.RunAsync(TinyScenarios.Lottery(), runs: 2, seed: 1, Cancellation);
        var two = await Campaign.RunAsync(TinyScenarios.Lottery(), runs: 2, seed: 2, Cancellation);

        Assert.NotEqual(one.Runs.Select(Figures), two.Runs.Select(Figures));
    }

    [Fact]
    public async Task One_run_has_a_mean_and_no_ranges()
    {
        var result = await Campaign.RunAsync(TinyScenarios.Lottery(), runs: 1, cancellation: Cancellation);

        Assert.Equal((null, null, null), (result.Metrics["payments"].Estimate.Sd, result.Metrics["payments"].Estimate.MeanLow, result.Metrics["payments"].Estimate.RunHigh));
        Assert.Equal(result.Runs[0].Outcome.Payments, result.Metrics["payments"].Mean);
    }

    [Fact]
    public async Task Without_payments_there_is_no_mean_payment()
    {
        var nobodyClaims = TinyScenarios.Lottery() with { };
        nobodyClaims = nobodyClaims with { Behaviour = nobodyClaims.Behaviour with { Claim = new ClaimScenario(0, 0, 10) } };

        var result = await Campaign.RunAsync(nobodyClaims, runs: 2, cancellation: Cancellation);

        Assert.Equal(0, result.Metrics[Metric.Payments].Mean);
        Assert.True(double.IsNaN(result.Metrics[Metric.MeanPayment].Mean));
    }

    [Fact]
    public async Task A_metric_says_its_role_and_its_published_figure()
    {
        var luohu = ScenarioReader.Read("shenzhen-luohu-2020", "campaign.applicants=50000");

        var metrics = (await Campaign.RunAsync(luohu, runs: 1, cancellation: Cancellation)).Metrics;

        Assert.Equal((FigureRole.Fitted, 47_573L), (metrics["claimed"].Role, metrics["claimed"].Published!.Value));
        Assert.Equal((FigureRole.Derived, null), (metrics["recalledFen"].Role, metrics["recalledFen"].Published));
        Assert.Equal((FigureRole.Unconstrained, null), (metrics["otherTenderFen"].Role, metrics["otherTenderFen"].Difference));
        Assert.Equal((metrics["claimed"].Mean - 47_573) / 47_573, metrics["claimed"].Difference);
    }

    [Fact]
    public async Task An_unknown_metric_gets_the_list_of_those_there_are()
    {
        var result = await Campaign.RunAsync(TinyScenarios.Lottery(), runs: 1, cancellation: Cancellation);

        Assert.Contains("claimed, payments", Assert.Throws<ArgumentException>(() => result.Metrics["claims"]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_000_001, 0)]
    [InlineData(1, -1)]
    [InlineData(1, 1_025)]
    public void Options_out_of_range_are_refused(int runs, int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CampaignExperiment(TinyScenarios.Lottery(), new ExperimentOptions { Runs = runs, Threads = threads }));

    [Fact]
    public void A_faulty_scenario_is_refused_before_anything_runs()
    {
        var faulty = TinyScenarios.Lottery() with { Merchants = new MerchantScenario(0, 1, []) };

        Assert.Throws<ScenarioException>(() => new CampaignExperiment(faulty));
    }

    [Fact]
    public async Task Progress_is_told_after_every_run()
    {
        var told = new Told();

        await new CampaignExperiment(TinyScenarios.Lottery(), new ExperimentOptions { Runs = 6, Threads = 3, Progress = told }).RunAsync(Cancellation);

        Assert.Equal([1, 2, 3, 4, 5, 6], told.Values.Select(value => value.RunsDone));
    }

    [Fact]
    public async Task A_stopped_experiment_stops()
    {
        using var stop = new CancellationTokenSource();
        var options = new ExperimentOptions { Runs = 1_000_000, Threads = 2, Recorder = new Recorder(run => { if (run == 3) stop.Cancel(); }) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CampaignExperiment(TinyScenarios.Lottery(), options).RunAsync(stop.Token));
    }

    [Fact]
    public async Task Books_that_differ_by_a_fen_are_never_passed_over()
    {
        var options = new ExperimentOptions { Runs = 2, OpenSettlement = (books, clock) => new FenThief(books, clock, TransferKind.PacketPayment) };

        var result = await new CampaignExperiment(TinyScenarios.Lottery(), options).RunAsync(Cancellation);

        Assert.False(result.BooksAreClean);
        Assert.Contains("run 2: all transfers of kind PacketPayment", Assert.Throws<AuditException>(result.RequireCleanBooks).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_in_a_run_stops_all_and_is_told()
    {
        var options = new ExperimentOptions { Runs = 1_000_000, Threads = 2, Recorder = new Recorder(run => { if (run == 3) throw new IOException("disk full"); }) };

        var failure = await Assert.ThrowsAsync<IOException>(() => new CampaignExperiment(TinyScenarios.Lottery(), options).RunAsync(Cancellation));

        Assert.Equal("disk full", failure.Message);
    }

    private static Task<CampaignResult> Run(int runs, int threads) =>
        new CampaignExperiment(TinyScenarios.Lottery(), new ExperimentOptions { Runs = runs, Threads = threads }).RunAsync(Cancellation);

    private static string Figures(CampaignRunResult run) =>
        string.Join(',', Metric.All.Select(metric => metric.ValueIn(run.Outcome).ToString("R", CultureInfo.InvariantCulture)));

    private sealed class Told : IProgress<ExperimentProgress>
    {
        public List<ExperimentProgress> Values { get; } = [];

        public void Report(ExperimentProgress value) => Values.Add(value);
    }

    private sealed class Recorder(Action<int> begins) : IExperimentRecorder
    {
        public IPaymentObserver? BeginRun(int run)
        {
            begins(run);
            return null;
        }

        public void EndRun(int run)
        {
        }
    }
}
