using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Results;

public sealed class ResultsFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_that_recorded_no_experiment_is_not_completed()
    {
        var path = Path.Combine(_folder.Path, "forgotten");
        using (var folder = ResultsFolder.Open(path))
        {
            var result = await new CampaignExperiment(TinyScenarios.Lottery(), new ExperimentOptions { Runs = 1 }).RunAsync(Cancellation);
            Assert.Contains("Recorder", Assert.Throws<InvalidOperationException>(() => folder.Complete(result)).Message, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public async Task The_files_are_the_same_bytes_on_any_number_of_threads()
    {
        var one = await WriteAsync("one", threads: 1);
        var two = await WriteAsync("two", threads: 2);
        var five = await WriteAsync("five", threads: 5);

        foreach (var file in new[] { ResultFiles.Summary, ResultFiles.Runs, ResultFiles.Payments })
        {
            var expected = File.ReadAllBytes(Path.Combine(one, file));
            Assert.NotEmpty(expected);
            Assert.Equal(expected, File.ReadAllBytes(Path.Combine(two, file)));
            Assert.Equal(expected, File.ReadAllBytes(Path.Combine(five, file)));
        }

        Assert.Equal(ResultFiles.OfRun.Remove(ResultFiles.Database).Order(), Directory.GetFileSystemEntries(one).Select(Path.GetFileName).Order());
        Assert.Equal(["five", "one", "two"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_folder_given_up_twice_leaves_nothing()
    {
        var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "given-up"), new ResultsOptions { Payments = PaymentsWritten.All, Database = true, Observations = true });
        folder.Dispose();
        folder.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task The_rows_of_payments_add_up_to_the_runs()
    {
        var folder = await WriteAsync("all", threads: 2);

        var runs = Rows(folder, ResultFiles.Runs);
        var payments = Rows(folder, ResultFiles.Payments);

        Assert.Equal(["1", "2", "3", "4", "5", "6"], payments.Select(row => row["run"]).Distinct());
        foreach (var run in runs)
        {
            var own = payments.Where(row => row["run"] == run["run"]).ToList();
            Assert.Equal(run["payments"], own.Count(row => row["packetFen"] != "0").ToString(CultureInfo.InvariantCulture));
            Assert.Equal(long.Parse(run["redeemedFen"], CultureInfo.InvariantCulture), Sum(own, "packetFen"));
            Assert.Equal(long.Parse(run["ownMoneyFen"], CultureInfo.InvariantCulture), Sum(own, "ownMoneyFen"));
            Assert.Equal(long.Parse(run["otherTenderFen"], CultureInfo.InvariantCulture), Sum(own, "otherTenderFen"));
            Assert.Equal(own.Select(row => row["time"]).Order(StringComparer.Ordinal), own.Select(row => row["time"]));
        }

        Assert.All(payments, row => Assert.Matches(@"^2020-10-1[2-8]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}\+08:00$", row["time"]));
    }

    [Fact]
    public async Task Payments_of_the_first_run_are_the_first_of_all()
    {
        var first = File.ReadAllText(Path.Combine(await WriteAsync("first", threads: 2, PaymentsWritten.First), ResultFiles.Payments));
        var all = File.ReadAllText(Path.Combine(await WriteAsync("all", threads: 2), ResultFiles.Payments));
        var none = await WriteAsync("none", threads: 1, PaymentsWritten.None);

        Assert.StartsWith(first, all, StringComparison.Ordinal);
        Assert.StartsWith("2,", all[first.Length..], StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(none, ResultFiles.Payments)));
    }

    [Fact]
    public async Task The_summary_holds_every_metric_in_its_order_and_names_its_estimators()
    {
        using var summary = Read(await WriteAsync("s", threads: 1), ResultFiles.Summary);
        var root = summary.RootElement;

        Assert.Equal(["schema", "scenario", "scenarioHash", "seed", "runs", "version", "metrics", "audit", "estimators"], Names(root));
        Assert.Equal(
            ["applicants", "winners", "claimed", "payments", "redeemedFen", "ownMoneyFen", "otherTenderFen", "recalledFen", "meanPaymentFen", "ownMoneyPerPacketYuan", "takingsGini", "takingsHhi", "takingsTop1Share", "takingsTop10Share", "takingsTop100Share"],
            Names(root.GetProperty("metrics")));
        Assert.All(
            root.GetProperty("metrics").EnumerateObject(),
            metric => Assert.Equal(["role", "mean", "sd", "meanLow", "meanHigh", "runLow", "runHigh", "level", "published"], Names(metric.Value)));
        Assert.Equal("dcepsim.summary/1", root.GetProperty("schema").GetString());
        Assert.Equal(6, root.GetProperty("runs").GetInt32());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("metrics").GetProperty("claimed").GetProperty("published").ValueKind);
        Assert.Equal("unconstrained", root.GetProperty("metrics").GetProperty("claimed").GetProperty("role").GetString());
        Assert.Equal((0, true), (root.GetProperty("audit").GetProperty("breaks").GetInt32(), root.GetProperty("audit").GetProperty("ok").GetBoolean()));
        Assert.Contains("Student t", root.GetProperty("estimators").GetProperty("meanLow,meanHigh").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_one_run_spread_and_ranges_are_null()
    {
        using var summary = Read(await WriteAsync("s", threads: 1, runs: 1), ResultFiles.Summary);

        var claimed = summary.RootElement.GetProperty("metrics").GetProperty("claimed");
        Assert.All(["sd", "meanLow", "meanHigh", "runLow", "runHigh"], name => Assert.Equal(JsonValueKind.Null, claimed.GetProperty(name).ValueKind));
    }

    [Fact]
    public async Task The_manifest_holds_all_that_is_needed_to_make_the_results_again()
    {
        var folder = await WriteAsync("m", threads: 2);
        using var manifest = Read(folder, ResultFiles.Manifest);
        var root = manifest.RootElement;

        var scenario = ScenarioReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(root.GetProperty("scenario").GetRawText())), "manifest");
        Assert.Equal(root.GetProperty("scenarioHash").GetString(), ScenarioWriter.Hash(scenario));
        Assert.Equal((5L, 6), (root.GetProperty("seed").GetInt64(), root.GetProperty("runs").GetInt32()));
        foreach (var output in root.GetProperty("outputs").EnumerateArray())
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, output.GetProperty("file").GetString()!));
            Assert.Equal(bytes.Length, output.GetProperty("bytes").GetInt64());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), output.GetProperty("sha256").GetString());
        }

        var timings = root.GetProperty("timings");
        Assert.Equal([1, 2, 3, 4, 5, 6], timings.GetProperty("perRun").EnumerateArray().Select(run => run.GetProperty("run").GetInt32()));
        Assert.All(timings.GetProperty("perRun").EnumerateArray(), run => Assert.True(run.GetProperty("settlementSeconds").GetDouble() > 0));
        Assert.True(timings.GetProperty("wallSeconds").GetDouble() > 0);
        Assert.True(timings.GetProperty("peakMemoryBytes").GetInt64() > 1_000_000);
        Assert.NotEmpty(root.GetProperty("tables").EnumerateArray());
        Assert.All(["version", "commit", "runtime", "machine"], name => Assert.NotEqual(JsonValueKind.Null, root.GetProperty(name).ValueKind));
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_not_written_to()
    {
        var path = Put("there", "notes.txt", "mine");

        Assert.Contains("--force", InTheWay(path, replace: false), StringComparison.Ordinal);
        Assert.Contains("does not hold results of dcepsim", InTheWay(path, replace: true), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(path, "notes.txt")));
        Assert.Equal(["there"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("{\"schema\":\"another.manifest/1\"}")]
    public void A_manifest_of_another_program_is_no_licence_to_replace(string manifest) =>
        Assert.Contains("does not hold results of dcepsim", InTheWay(Put("there", ResultFiles.Manifest, manifest), replace: true), StringComparison.Ordinal);

    [Fact]
    public async Task Earlier_results_are_replaced_only_when_asked_and_only_alone()
    {
        var path = await WriteAsync("r", threads: 1, runs: 2);
        Assert.Contains("is not empty", InTheWay(path, replace: false), StringComparison.Ordinal);

        await WriteAsync("r", threads: 1, PaymentsWritten.None, runs: 3, replace: true);
        Assert.Equal(3, Rows(path, ResultFiles.Runs).Count);
        Assert.False(File.Exists(Path.Combine(path, ResultFiles.Payments)));

        File.WriteAllText(Path.Combine(path, "plot.R"), "plot()");
        Assert.Contains("also holds plot.R", InTheWay(path, replace: true), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(path, "plot.R")));
        Assert.Equal(["r"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_empty_folder_and_missing_parents_are_fine()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));

        Assert.True(File.Exists(Path.Combine(await WriteAsync("empty", threads: 1, runs: 1), ResultFiles.Manifest)));
        Assert.True(File.Exists(Path.Combine(await WriteAsync("a/b/c", threads: 1, runs: 1), ResultFiles.Manifest)));
    }

    [Fact]
    public void A_file_or_a_root_is_no_folder()
    {
        var file = Path.Combine(Put("there", "x", ""), "x");

        Assert.Contains("is a file", InTheWay(file, replace: true), StringComparison.Ordinal);
        Assert.Contains("root of a disk", InTheWay(Path.GetPathRoot(file)!, replace: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_experiment_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        using (var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "a", "b"), PaymentsWritten.All))
        {
            var options = new ExperimentOptions { Runs = 1_000, Threads = 2, Recorder = new StopAt(3, folder, stop) };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CampaignExperiment(TinyScenarios.Lottery(), options).RunAsync(stop.Token));
            Assert.NotEmpty(Directory.GetFileSystemEntries(_folder.Path));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task What_comes_in_the_way_meanwhile_is_not_overwritten()
    {
        var path = Path.Combine(_folder.Path, "r");
        using (var folder = ResultsFolder.Open(path))
        {
            var result = await new CampaignExperiment(TinyScenarios.Lottery(), new ExperimentOptions { Runs = 1, Recorder = folder }).RunAsync(Cancellation);
            Put("r", "other.txt", "other");
            Assert.Throws<ResultsInTheWayException>(() => folder.Complete(result));
        }

        Assert.Equal(["other.txt"], Directory.GetFileSystemEntries(path).Select(Path.GetFileName));
        Assert.Equal(["r"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private static JsonDocument Read(string folder, string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static long Sum(IEnumerable<Dictionary<string, string>> rows, string column) => rows.Sum(row => long.Parse(row[column], CultureInfo.InvariantCulture));

    private static List<Dictionary<string, string>> Rows(string folder, string file)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, file));
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static string InTheWay(string path, bool replace) => Assert.Throws<ResultsInTheWayException>(() => ResultsFolder.Open(path, replace: replace)).Message;

    private string Put(string folder, string file, string text)
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder.Path, folder)).FullName;
        File.WriteAllText(Path.Combine(path, file), text);
        return path;
    }

    private async Task<string> WriteAsync(string name, int threads, PaymentsWritten payments = PaymentsWritten.All, int runs = 6, bool replace = false)
    {
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, name), payments, replace);
        var options = new ExperimentOptions { Runs = runs, Seed = 5, Threads = threads, Recorder = folder, Clock = TimeProvider.System };
        folder.Complete(await new CampaignExperiment(TinyScenarios.Lottery(), options).RunAsync(Cancellation));
        return folder.FullPath;
    }

    private sealed class StopAt(int stopRun, ResultsFolder folder, CancellationTokenSource stop) : IExperimentRecorder
    {
        public IPaymentObserver? BeginRun(int run)
        {
            if (run == stopRun)
                stop.Cancel();
            return folder.BeginRun(run);
        }

        public void EndRun(int run) => folder.EndRun(run);
    }
}
