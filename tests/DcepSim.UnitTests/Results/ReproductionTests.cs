using System.Text;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Results;

public sealed class ReproductionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Manifest => Path.Combine(_folder.Path, "then", ResultFiles.Manifest);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PaymentsWritten.First)]
    [InlineData(PaymentsWritten.All)]
    [InlineData(PaymentsWritten.None)]
    public async Task Results_are_made_again_byte_for_byte(PaymentsWritten payments)
    {
        await WriteAsync(new ExperimentOptions { Runs = 4, Seed = 9, Threads = 2 }, payments);

        var outcome = await Reproduce(threads: 1);

        Assert.Equal([], outcome.Differences);
        Assert.True(outcome.IsSame);
        Assert.Equal((4, 9L), (outcome.Result!.Runs.Length, outcome.Result.Seed));
    }

    [Fact]
    public async Task A_run_to_a_precision_stops_at_the_same_place()
    {
        var precision = new PrecisionTarget(Metric.Redeemed, 0.005) { RunsMin = 10 };
        await WriteAsync(new ExperimentOptions { Runs = 5_000, Precision = precision });

        Assert.True((await Reproduce()).IsSame);
    }

    [Fact]
    public async Task Another_version_is_named_first()
    {
        await WriteAsync(new ExperimentOptions { Runs = 2 });
        Change("\"version\": \"" + ProgramVersion.Version, "\"version\": \"0.0.7");

        var outcome = await Reproduce();

        Assert.StartsWith("version: the results are of 0.0.7, this is ", Assert.Single(outcome.Differences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_that_is_not_the_one_that_was_run_is_named_and_not_run()
    {
        await WriteAsync(new ExperimentOptions { Runs = 2 });
        Change("\"applicants\": 800", "\"applicants\": 801");

        var outcome = await Reproduce();

        Assert.StartsWith("scenario hash: ", Assert.Single(outcome.Differences), StringComparison.Ordinal);
        Assert.Null(outcome.Result);
    }

    [Fact]
    public async Task A_differing_sampling_table_is_named_before_files()
    {
        await WriteAsync(new ExperimentOptions { Runs = 2 });
        var manifest = ResultManifest.Read(Manifest);
        var tables = manifest.Tables.SetItem(1, manifest.Tables[1] with { Sha256 = new string('0', 64) });

        var outcome = await Reproduction.RunAsync(manifest with { Tables = tables, Seed = 77 }, Path.Combine(_folder.Path, "again"), cancellation: Cancellation);

        Assert.StartsWith($"sampling table \"{manifest.Tables[1].Name}\": 0000", outcome.Differences[0], StringComparison.Ordinal);
        Assert.StartsWith("file summary.json: line ", outcome.Differences[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_changed_since_is_named()
    {
        await WriteAsync(new ExperimentOptions { Runs = 2 });
        File.AppendAllText(Path.Combine(_folder.Path, "then", ResultFiles.Runs), "3,4\n");

        var outcome = await Reproduce();
        Assert.StartsWith("file runs.csv: the one beside the manifest was changed", Assert.Single(outcome.Differences), StringComparison.Ordinal);
        Assert.Empty(outcome.Gone);
    }

    [Fact]
    public async Task Without_the_files_the_hashes_in_the_manifest_decide()
    {
        await WriteAsync(new ExperimentOptions { Runs = 2 });
        File.Delete(Path.Combine(_folder.Path, "then", ResultFiles.Summary));

        var outcome = await Reproduce();
        Assert.True(outcome.IsSame);
        Assert.Equal([ResultFiles.Summary], outcome.Gone);
        Assert.Contains("\"gone\": [\n    \"summary.json\"\n  ]", Encoding.UTF8.GetString(outcome.WriteJson()), StringComparison.Ordinal);
        Change("\"seed\": 1", "\"seed\": 2");
        Assert.StartsWith("file summary.json: the manifest says ", (await Reproduce(folder: "third")).Differences[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "a field is missing")]
    [InlineData("{\n \"a\": tru}", "is not JSON: line 2, column 10: ")]
    [InlineData("[]", "a field holds another kind of value than it should")]
    [InlineData("{\"schema\":5}", "a field holds another kind of value than it should")]
    [InlineData("{\"schema\":\"another/1\"}", "\"schema\" does not begin with dcepsim.manifest")]
    [InlineData("{\"schema\":\"dcepsim.manifest/1\",\"study\":\"sweep\"}", "sweep")]
    [InlineData("{\"schema\":\"dcepsim.manifest/1\",\"outputs\":3}", "is no manifest of dcepsim: ")]
    public void What_is_no_manifest_of_runs_is_refused_in_words_of_our_own(string text, string reason)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Manifest)!);
        File.WriteAllText(Manifest, text);

        var refused = Assert.Throws<ManifestException>(() => ResultManifest.Read(Manifest)).Message;
        Assert.StartsWith($"{Manifest}: ", refused, StringComparison.Ordinal);
        Assert.Contains(reason, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", refused, StringComparison.Ordinal);
        Assert.Throws<ManifestException>(() => ResultManifest.Read(_folder.Path));
    }

    [Theory]
    [InlineData("\"runs\": 2", "\"runs\": 0")]
    [InlineData("\"runs\": 2", "\"runs\": 2000000")]
    [InlineData("\"payments\": \"first\"", "\"payments\": \"some\"")]
    public async Task A_manifest_out_of_range_is_refused(string old, string @new)
    {
        await WriteAsync(new ExperimentOptions { Runs = 2 });
        Change(old, @new);

        Assert.Throws<ManifestException>(() => ResultManifest.Read(Manifest));
    }

    private void Change(string old, string @new)
    {
        var text = File.ReadAllText(Manifest);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(Manifest, text.Replace(old, @new, StringComparison.Ordinal));
    }

    private async Task WriteAsync(ExperimentOptions options, PaymentsWritten payments = PaymentsWritten.First)
    {
        using var folder = ResultsFolder.Open(Path.GetDirectoryName(Manifest)!, payments);
        folder.Complete(await new CampaignExperiment(TinyScenarios.Lottery(), options with { Recorder = folder }).RunAsync(Cancellation));
    }

    private Task<ReproductionResult> Reproduce(int threads = 2, string folder = "again") =>
        Reproduction.RunAsync(ResultManifest.Read(Path.GetDirectoryName(Manifest)!), Path.Combine(_folder.Path, folder), new ExperimentOptions { Threads = threads }, Cancellation);
}
