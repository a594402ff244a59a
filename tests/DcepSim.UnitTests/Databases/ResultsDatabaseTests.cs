using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;
using DcepSim.UnitTests.Observations;

namespace DcepSim.UnitTests.Databases;

/// <summary>The database holds what the other files hold, row by row.</summary>
public sealed class ResultsDatabaseTests : IDisposable
{
    private const int Runs = 6;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PaymentsWritten.All)]
    [InlineData(PaymentsWritten.First)]
    [InlineData(PaymentsWritten.None)]
    public async Task Payments_are_those_of_the_log_in_its_order(PaymentsWritten payments)
    {
        var path = await WriteAsync("rows", threads: 3, payments);

        string[] logged = payments == PaymentsWritten.None ? [] : File.ReadAllLines(Path.Combine(path, ResultFiles.Payments))[1..];
        Assert.Equal(logged, Read(path, "SELECT * FROM payments ORDER BY rowid"));
    }

    [Fact]
    public async Task Every_claim_is_a_wallet_and_its_spending_a_view()
    {
        var path = await WriteAsync("wallets", threads: 2);

        Assert.Equal(
            Read(path, "SELECT run, CAST(value AS INTEGER) FROM runMetrics WHERE metric = 'claimed' ORDER BY run"),
            Read(path, "SELECT run, count(*) FROM wallets GROUP BY run ORDER BY run"));
        Assert.Equal(
            Read(path, "SELECT run, CAST(value AS INTEGER) FROM runMetrics WHERE metric = 'redeemedFen' ORDER BY run"),
            Read(path, "SELECT run, sum(packetFen) FROM walletSpending GROUP BY run ORDER BY run"));
        Assert.Equal(["0"], Read(path, "SELECT count(*) FROM walletSpending WHERE firstPaymentAt < claimedAt"));
    }

    [Fact]
    public async Task A_person_with_several_packets_has_one_wallet_in_the_view_and_each_payment_counts_once()
    {
        var path = await WriteAsync("several", threads: 2, scenario: ObservationTests.SeveralPackets);

        Assert.Equal(
            Read(path, "SELECT run, count(*), sum(packetFen), sum(ownMoneyFen) FROM payments GROUP BY run"),
            Read(path, "SELECT run, sum(payments), sum(packetFen), sum(ownMoneyFen) FROM walletSpending GROUP BY run ORDER BY run"));
        Assert.Equal(
            Read(path, "SELECT run, count(DISTINCT entrant), count(*), sum(faceFen) FROM wallets GROUP BY run"),
            Read(path, "SELECT run, count(*), sum(packets), sum(faceFen) FROM walletSpending GROUP BY run ORDER BY run"));
        Assert.Equal(["3", "6"], Read(path, "SELECT DISTINCT packets FROM walletSpending ORDER BY packets"));
        Assert.Equal(["0"], Read(path, "SELECT count(*) FROM walletSpending WHERE firstPaymentAt < claimedAt"));
    }

    [Fact]
    public async Task Takings_hours_and_metrics_are_those_of_the_files()
    {
        var path = await WriteAsync("tables", threads: 2);

        Assert.Equal(File.ReadAllLines(Path.Combine(path, ResultFiles.Merchants))[1..], Read(path, "SELECT * FROM merchants ORDER BY merchant"));
        Assert.Equal(File.ReadAllLines(Path.Combine(path, ResultFiles.Flows))[1..], Read(path, "SELECT channel, district, category, platform, merchants, payments, paymentsRunLow, paymentsRunHigh, packetFen, packetFenRunLow, packetFenRunHigh, ownMoneyFen, ownMoneyFenRunLow, ownMoneyFenRunHigh, otherTenderFen, otherTenderFenRunLow, otherTenderFenRunHigh FROM flows ORDER BY flow"));
        Assert.Equal(File.ReadAllLines(Path.Combine(path, ResultFiles.Hours))[1..], Read(path, "SELECT * FROM hours ORDER BY hour"));
        Assert.Equal(
            Read(path, "SELECT merchant, sum(packetFen) FROM payments WHERE run = 1 GROUP BY merchant"),
            Read(path, "SELECT merchant, packetFen FROM merchants WHERE payments > 0"));
        Assert.Equal(["tiny-lottery"], Read(path, "SELECT value FROM about WHERE name = 'scenario'"));
        Assert.Equal(["derived"], Read(path, "SELECT role FROM metrics WHERE metric = 'recalledFen'"));
        Assert.Equal(["ok"], Read(path, "PRAGMA integrity_check"));
        Assert.Contains("paymentsByMerchant", Read(path, "EXPLAIN QUERY PLAN SELECT * FROM payments WHERE merchant = 3")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_the_same_bytes_on_any_number_of_threads_and_again()
    {
        var one = await WriteAsync("one", threads: 1);
        var five = await WriteAsync("five", threads: 5);

        Assert.Equal(File.ReadAllBytes(Path.Combine(one, ResultFiles.Database)), File.ReadAllBytes(Path.Combine(five, ResultFiles.Database)));
        Assert.Single(Directory.GetFiles(five), file => Path.GetFileName(file).StartsWith(ResultFiles.Database, StringComparison.Ordinal));
        Assert.True((await Reproduction.RunAsync(ResultManifest.Read(five), Path.Combine(_folder.Path, "again"), cancellation: Cancellation)).IsSame);
    }

    [Fact]
    public async Task A_stopped_experiment_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var progress = new StopAt(3, stop);
        using (var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "stopped"), new ResultsOptions { Payments = PaymentsWritten.All, Database = true }))
        {
            var options = new ExperimentOptions { Runs = 1_000, Threads = 2, Recorder = folder, Progress = progress };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CampaignExperiment(TinyScenarios.Lottery(), options).RunAsync(stop.Token));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static List<string> Read(string path, string sql) => DatabaseRows.Of(Path.Combine(path, ResultFiles.Database), sql);

    private async Task<string> WriteAsync(string name, int threads, PaymentsWritten payments = PaymentsWritten.All, Scenario? scenario = null)
    {
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, name), new ResultsOptions { Payments = payments, Database = true });
        var options = new ExperimentOptions { Runs = Runs, Seed = 5, Threads = threads, Recorder = folder };
        folder.Complete(await new CampaignExperiment(scenario ?? TinyScenarios.Lottery(), options).RunAsync(Cancellation));
        return folder.FullPath;
    }

    private sealed class StopAt(int runs, CancellationTokenSource stop) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value)
        {
            if (value.RunsDone == runs)
                stop.Cancel();
        }
    }
}
