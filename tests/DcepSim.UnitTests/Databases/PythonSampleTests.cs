using System.Diagnostics;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Databases;

/// <summary>The Python sample runs as it stands, where there is a Python with pandas (<c>DCEPSIM_PYTHON</c>, or the system's).</summary>
[Trait("lane", "python")]
public sealed class PythonSampleTests : IDisposable
{
    private static readonly string Python = Environment.GetEnvironmentVariable("DCEPSIM_PYTHON") ?? "/usr/bin/python3";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_sample_reads_every_fen_of_the_first_run()
    {
        Assert.SkipUnless(File.Exists(Python) && (await RunAsync("-c", "import pandas")).ExitCode == 0, "There is no Python with pandas (apt-get install python3-pandas, or set DCEPSIM_PYTHON).");
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "results"), new ResultsOptions { Payments = PaymentsWritten.All, Database = true });
        var result = await new CampaignExperiment(TinyScenarios.Lottery(), new ExperimentOptions { Runs = 3, Recorder = folder }).RunAsync(Cancellation);
        folder.Complete(result);

        var (exitCode, output) = await RunAsync(Path.Combine(RepositoryRoot.Path, "samples", "reading-results", "read_results.py"), Path.Combine(folder.FullPath, ResultFiles.Database));

        Assert.True(exitCode == 0, output);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"total {result.Runs[0].Outcome.RedeemedFen} fen"), output, StringComparison.Ordinal);
        Assert.Contains("2020-10-13", output, StringComparison.Ordinal);
        Assert.Contains("ICBC", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output + await error);
    }
}
