using System.Globalization;
using System.Text.Json;
using DcepSim.Cli;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Settlement;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Cli;

public sealed class StudyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Tiny
    {
        get
        {
            var path = Path.Combine(_folder.Path, "tiny.json");
            File.WriteAllBytes(path, ScenarioWriter.Write(TinyScenarios.Lottery()));
            return path;
        }
    }

    private string Out => Path.Combine(_folder.Path, "out");

    // A tiny pilot with published totals: those of one of its runs.
    private async Task<string> FittedAsync()
    {
        var tiny = TinyScenarios.Lottery();
        var made = await Campaign.RunAsync(tiny, runs: 1, seed: 9, cancellation: Cancellation);
        string[] fitted = ["behaviour.claim.lapseIntercept", "behaviour.occasions.perDay", "behaviour.basket.medianYuan"];
        var path = Path.Combine(_folder.Path, "fitted.json");
        File.WriteAllBytes(path, ScenarioWriter.Write(tiny with
        {
            Published = tiny.Published.AddRange(new[] { Metric.Claimed, Metric.Payments, Metric.Redeemed }.Select(metric =>
                KeyValuePair.Create(metric.Name, new PublishedFigure((long)made.Metrics[metric].Mean, FigureRole.Fitted, "this test")))),
            Provenance = tiny.Provenance.AddRange(fitted.Select(field => KeyValuePair.Create(field, new Provenance(Mark.Fitted, "this test")))),
        }));
        return path;
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_comparison_prints_a_table_within_80_columns_and_writes_its_files()
    {
        Assert.Equal(0, await Run("compare", Tiny, "--variant", "behaviour.basket.medianYuan=150", "--runs", "4", "--out", Out));

        Assert.Contains("tiny-lottery (2) minus tiny-lottery (1)", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("changed: behaviour.basket.medianYuan", _output.ToString(), StringComparison.Ordinal);
        AssertWithin80Columns();
        AssertFiles("compare.csv", "compare.json", "manifest.json");
    }

    [Fact]
    public async Task Results_folders_are_compared_by_the_scenarios_in_their_manifests()
    {
        var (a, b) = (Path.Combine(_folder.Path, "a"), Path.Combine(_folder.Path, "b"));
        Assert.Equal(0, await Run("run", Tiny, "--runs", "1", "--out", a, "--quiet"));
        Assert.Equal(0, await Run("run", Tiny, "--runs", "1", "--out", b, "--quiet", "--set", "merchants.count=20"));

        Assert.Equal(0, await Run("compare", a, b, "--runs", "3", "--out", Out, "--json", "--set", "campaign.applicants=900"));

        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal(["campaign.applicants", "merchants.count"], json.RootElement.GetProperty("designs")[1].GetProperty("setByUser").EnumerateArray().Select(path => path.GetString()));
        Assert.Equal(File.ReadAllText(Path.Combine(Out, "compare.json")), _output.ToString());
    }

    [Fact]
    public async Task A_study_is_replaced_only_by_force()
    {
        string[] compare = ["compare", Tiny, Tiny, "--runs", "1", "--out", Out, "--quiet"];
        Assert.Equal(0, await Run(compare));
        Assert.Equal(2, await Run(compare));
        Assert.Equal(0, await Run([.. compare, "--force"]));
    }

    [Fact]
    public async Task A_sweep_prints_a_table_within_80_columns_and_writes_its_files()
    {
        Assert.Equal(0, await Run("sweep", Tiny, "--vary", "merchants.count=10,20", "--vary", "behaviour.basket.medianYuan=100,150", "--runs", "2", "--metric", "payments", "--out", Out));

        Assert.Contains("[2] behaviour.basket.medianYuan", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("4 points.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("run 8 of 8", _error.ToString(), StringComparison.Ordinal);
        AssertWithin80Columns();
        AssertFiles("manifest.json", "sweep.csv", "sweep.json");
    }

    [Fact]
    public async Task A_sweep_that_is_stopped_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var preset = new ExperimentOptions { OpenSettlement = (options, clock) =>
        {
            stop.Cancel();
            return new InlineSettlement(options, clock);
        } };
        var terminal = new Terminal(_output, _error, IsLive: false, ShowStackTraces: false, TimeProvider.System);

        Assert.Equal(130, await CommandLine.RunAsync(["sweep", Tiny, "--vary", "merchants.count=10,20", "--out", Out], terminal, preset, stop.Token));

        Assert.Equal(["tiny.json"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_validation_prints_a_table_within_80_columns_and_ends_with_0_whatever_the_outcome()
    {
        Assert.Equal(0, await Run("validate", "suzhou-double12-2020", "--set", "published.claimed.role=heldOut", "--set", "published.claimed.value=5", "--runs", "2", "--out", Out));

        Assert.Matches(@"\nclaimed +held out +5 .* fails\n", _output.ToString());
        Assert.Contains("Only these test the model.", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_output.ToString().Split('\n'), line => line.Contains(" fitted ", StringComparison.Ordinal) && line.Contains("validated", StringComparison.Ordinal));
        AssertWithin80Columns();
        AssertFiles("manifest.json", "validate.csv", "validate.json");
    }

    [Theory]
    [InlineData("sobol")]
    [InlineData("morris")]
    public async Task A_sensitivity_study_prints_a_table_within_80_columns_and_writes_its_files(string method)
    {
        Assert.Equal(0, await Run(
            "sensitivity", Tiny, "--vary", "merchants.count=10..20", "--vary", "behaviour.basket.medianYuan=100..150", "--points", "4", "--method", method, "--metric", "payments", "--out", Out));

        Assert.Contains("behaviour.basket.medianYuan", _output.ToString(), StringComparison.Ordinal);
        AssertWithin80Columns();
        AssertFiles("manifest.json", "sensitivity.csv", "sensitivity.json");
    }

    [Fact]
    public async Task Results_are_made_again_and_a_difference_is_exit_code_1()
    {
        Assert.Equal(0, await Run("run", Tiny, "--runs", "2", "--out", Out, "--quiet"));
        Assert.Equal(0, await Run("reproduce", Path.Combine(Out, "manifest.json")));
        Assert.Equal("The same bytes in every file.\n", _output.ToString());

        File.Delete(Path.Combine(Out, "payments.csv"));
        File.Delete(Path.Combine(Out, "report.html"));
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await Run("reproduce", Out));
        Assert.Equal("The same bytes in every file.\nNo more beside the manifest, whose hashes stand for them: payments.csv, report.html.\n", _output.ToString());

        Assert.Equal(2, await Run("reproduce", Out, "--out", Out));
        Assert.EndsWith($"dcepsim: {Out} is not empty: name another folder with --out.\n", _error.ToString(), StringComparison.Ordinal);

        File.AppendAllText(Path.Combine(Out, "runs.csv"), "more");
        Assert.Equal(1, await Run("reproduce", Out, "--quiet"));
        _output.GetStringBuilder().Clear();
        Assert.Equal(1, await Run("reproduce", Out, "--json"));
        using var json = JsonDocument.Parse(_output.ToString());
        Assert.False(json.RootElement.GetProperty("same").GetBoolean());
        Assert.StartsWith("file runs.csv: ", json.RootElement.GetProperty("differences")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare", "compare", "{tiny}", "--variant", "behaviour.basket.medianYuan=150", "--runs", "3")]
    [InlineData("compare", "compare", "{tiny}", "--variant", "behaviour.basket.medianYuan=150", "--precision", "redeemedFen=±5%")]
    [InlineData("sweep", "sweep", "{tiny}", "--vary", "merchants.count=10,20", "--runs", "2")]
    [InlineData("sweep", "sweep", "{tiny}", "--vary", "merchants.count=10..20", "--design", "lhs", "--points", "3", "--runs", "2", "--ensemble", "{sets}")]
    [InlineData("sensitivity", "sensitivity", "{tiny}", "--vary", "merchants.count=10..20", "--points", "4", "--method", "morris")]
    [InlineData("validate", "validate", "{fitted}", "--runs", "3", "--ensemble", "{sets}")]
    [InlineData("calibrate", "calibrate", "{fitted}", "--sets", "2", "--profile-points", "3", "--runs", "2")]
    [InlineData("predict", "predict", "{tiny}", "--fitted-on", "{fitted}", "--runs", "39", "--sets", "2")]
    [InlineData("predict", "predict", "{tiny}", "--fitted-on", "{fitted}", "--runs", "40", "--ensemble", "{sets}")]
    [InlineData("leave-one-out", "predict", "--leave-one-out", "{fitted},{fitted}", "--runs", "39", "--sets", "2")]
    [InlineData("optimise", "optimise", "{tiny}", "--vary", "campaign.packets[0].faceYuan=100,200", "--runs", "40", "--fresh-runs", "4", "--ensemble", "{sets}")]
    [InlineData("branch", "branch", "{tiny}", "--at", "2020-10-15T12:00", "--variant", "x:behaviour.occasions.perDay=3", "--runs", "3")]
    public async Task Every_study_shows_a_table_and_is_made_again_from_its_manifest(string kind, params string[] args)
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "sets.json"), new ParameterEnsemble("this test", ["behaviour.basket.sigma"], [[0.8], [1.2]]).WriteJson());
        var fitted = await FittedAsync();
        var verb = args.Select(arg => arg.Replace("{tiny}", Tiny, StringComparison.Ordinal).Replace("{sets}", Path.Combine(_folder.Path, "sets.json"), StringComparison.Ordinal).Replace("{fitted}", fitted, StringComparison.Ordinal));
        Assert.Equal(0, await Run([.. verb, "--out", Out]));
        AssertWithin80Columns();
        Assert.Contains("Results: ", _output.ToString(), StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder.Path, "sets.json"));

        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await Run("reproduce", Out, "--threads", "1"));
        Assert.Equal("The same bytes in every file.\n", _output.ToString());

        var json = Path.Combine(Out, $"{kind}.json");
        File.WriteAllText(json, File.ReadAllText(json).Replace("\"seed\": 1", "\"seed\": 2", StringComparison.Ordinal));
        Assert.Equal(1, await Run("reproduce", Out));
        Assert.Contains($"First difference: file {kind}.json: the one beside the manifest was changed", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_precision_stops_a_comparison_when_every_difference_is_as_narrow_as_asked()
    {
        Assert.Equal(0, await Run("compare", Tiny, "--variant", "behaviour.basket.medianYuan=125", "--precision", "redeemedFen=±0.2%", "--out", Out, "--json"));

        using var json = JsonDocument.Parse(_output.ToString());
        Assert.True(json.RootElement.GetProperty("stopping").GetProperty("met").GetBoolean());
        Assert.True(json.RootElement.GetProperty("runs").GetInt32() >= 100);
        var difference = json.RootElement.GetProperty("designs")[1].GetProperty("differences").GetProperty("redeemedFen");
        var baseline = json.RootElement.GetProperty("designs")[0].GetProperty("metrics").GetProperty("redeemedFen").GetProperty("mean").GetDouble();
        Assert.InRange((difference.GetProperty("meanHigh").GetDouble() - difference.GetProperty("mean").GetDouble()) / baseline, 0, 0.002);
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("compare", "shenzhen-luohu-2020")]
    [InlineData("compare", "shenzhen-luohu-2020", "no-such-scenario")]
    [InlineData("compare", "shenzhen-luohu-2020", "--variant", "merchants.count=0")]
    [InlineData("compare", "shenzhen-luohu-2020", "/")]
    [InlineData("sensitivity", "shenzhen-luohu-2020")]
    [InlineData("sensitivity", "shenzhen-luohu-2020", "--vary", "merchants.count=1,5")]
    [InlineData("sensitivity", "shenzhen-luohu-2020", "--vary", "merchants.count=1..5", "--metric", "onlineRedeemedFen")]
    [InlineData("sensitivity", "shenzhen-luohu-2020", "--vary", "merchants.count=1..5", "--method", "guess")]
    [InlineData("sensitivity", "shenzhen-luohu-2020", "--vary", "merchants.count=1..5", "--points", "1")]
    [InlineData("validate", "no-such-scenario")]
    [InlineData("calibrate", "workload-7d-50k")]
    [InlineData("calibrate", "shenzhen-luohu-2020", "--free", "merchants.count=1..5")]
    [InlineData("calibrate", "shenzhen-luohu-2020", "--profile-points", "2")]
    [InlineData("optimise", "shenzhen-luohu-2020", "--vary", "campaign.packets[0].faceYuan=100,200", "--probability", "50%")]
    [InlineData("predict", "shenzhen-luohu-2020")]
    [InlineData("predict", "--leave-one-out", "shenzhen-luohu-2020")]
    [InlineData("predict", "shenzhen-luohu-2020", "--fitted-on", "workload-7d-50k")]
    [InlineData("predict", "shenzhen-luohu-2020", "--fitted-on", "suzhou-double12-2020", "--runs", "38")]
    [InlineData("optimise", "shenzhen-luohu-2020", "--vary", "campaign.packets[0].faceYuan=100,200", "--budget", "100")]
    [InlineData("optimise", "shenzhen-luohu-2020", "--vary", "campaign.packets[0].faceYuan=100,200", "--zone", "0")]
    [InlineData("optimise", "shenzhen-luohu-2020", "--vary", "campaign.packets[0].faceYuan=100,200", "--objective", "onlineRedeemedFen")]
    [InlineData("branch", "shenzhen-luohu-2020", "--at", "noon", "--variant", "x:behaviour.occasions.perDay=3")]
    [InlineData("branch", "shenzhen-luohu-2020", "--at", "2020-10-15T12:00", "--variant", "x:campaign.packets[0].faceYuan=100")]
    [InlineData("validate", "shenzhen-luohu-2020", "--precision", "onlineRedeemedFen=±1%")]
    [InlineData("validate", "shenzhen-luohu-2020", "--ensemble", "no-such-file")]
    [InlineData("reproduce", "no-such-manifest")]
    [InlineData("sweep", "shenzhen-luohu-2020", "--vary", "merchants.count=1..5", "--design", "lhs", "--points", "100000", "--runs", "1000")]
    [InlineData("sweep", "shenzhen-luohu-2020")]
    [InlineData("sweep", "shenzhen-luohu-2020", "--vary", "merchants.count")]
    [InlineData("sweep", "shenzhen-luohu-2020", "--vary", "merchants.count=1,0")]
    [InlineData("sweep", "shenzhen-luohu-2020", "--vary", "merchants.count=1..5")]
    [InlineData("sweep", "shenzhen-luohu-2020", "--vary", "merchants.count=1,5", "--points", "3")]
    [InlineData("sweep", "shenzhen-luohu-2020", "--vary", "merchants.count=1..5", "--design", "sobol")]
    [InlineData("sweep", "shenzhen-luohu-2020", "--vary", "merchants.count=1,5", "--metric", "money")]
    public async Task What_is_not_understood_is_refused_with_2_and_writes_nothing(params string[] args)
    {
        Assert.Equal(2, await Run([.. args, "--out", Out]));

        Assert.StartsWith("dcepsim: ", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
        Assert.False(Path.Exists(Out));
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("sweep")]
    [InlineData("sensitivity")]
    [InlineData("validate")]
    [InlineData("calibrate")]
    [InlineData("predict")]
    [InlineData("optimise")]
    [InlineData("branch")]
    [InlineData("reproduce")]
    public async Task Every_verb_has_help_with_an_example(string verb)
    {
        Assert.Equal(0, await Run(verb, "--help"));

        Assert.Contains($"  dcepsim {verb} ", _output.ToString(), StringComparison.Ordinal);
    }

    private void AssertWithin80Columns() => Assert.All(
        _output.ToString().Split('\n').Where(line => !line.StartsWith("Results:", StringComparison.Ordinal)),
        line => Assert.True(line.Length <= 80, line));

    private void AssertFiles(params string[] names) =>
        Assert.Equal(names.Append(ResultFiles.Report).Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private Task<int> Run(params string[] args) =>
        CommandLine.RunAsync(args, new Terminal(_output, _error, IsLive: false, ShowStackTraces: false, TimeProvider.System), cancellation: Cancellation);
}
