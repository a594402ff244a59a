using System.CommandLine;
using System.Text;
using DcepSim.Experiments;
using DcepSim.Reproductions;
using DcepSim.Results;

namespace DcepSim.Cli;

/// <summary><c>dcepsim reproduce manifest.json</c>: makes results again and compares every byte.</summary>
internal sealed class ReproduceVerb
{
    private const string Description = """
        Makes the results of a run or a study again from their manifest and compares every byte.

        Examples:
          dcepsim reproduce dcepsim-results/shenzhen-luohu-2020-1/manifest.json
          dcepsim reproduce results/luohu --out again --threads 1
          dcepsim reproduce dcepsim-results/sweep-shenzhen-luohu-2020-1

        Exit code 0: the same bytes. 1: not the same, and the first difference is named: scenario
        hash, version, a sampling table (where two systems' mathematics differ), a file and its line.
        A file that is no more beside the manifest is named; its hash in the manifest decides.
        Without --out the results made again are removed.
        """;

    private readonly Terminal _terminal;
    private readonly ExperimentOptions _preset;
    private readonly Argument<string> _manifest = new("MANIFEST") { Description = "The manifest.json of a run or a study, or the results folder that holds it." };
    private readonly Option<int> _threads = NumberOption.Make("--threads", "T", "How many runs at once, 1 to 1024; 0 is one for each processor.", 0, 0, ExperimentOptions.ThreadsMax);
    private readonly Option<string?> _out = new("--out") { Description = "Keep the results made again in this folder.", HelpName = "DIR" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the outcome as JSON on standard output, and nothing else there." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print neither progress nor outcome." };

    private ReproduceVerb(Terminal terminal, ExperimentOptions preset)
    {
        (_terminal, _preset) = (terminal, preset);
        _manifest.Validators.Add(ScenarioArguments.RefuseBlank);
        _out.Validators.Add(ScenarioArguments.RefuseBlank);
    }

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new ReproduceVerb(terminal, preset);
        var command = new Command("reproduce", Description) { verb._manifest, verb._threads, verb._out, verb._json, verb._quiet };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_out) is { } taken && Directory.Exists(taken) && Directory.EnumerateFileSystemEntries(taken).Any())
        {
            _terminal.Error.WriteLine($"dcepsim: {taken} is not empty: name another folder with --out.");
            return ExitCode.Misuse;
        }

        var manifest = parsed.GetRequiredValue(_manifest);
        Func<string, Task<ReproductionResult>> makeAgain = StudyManifest.IsOfStudy(manifest)
            ? Study(parsed, StudyManifest.Read(manifest), cancellation)
            : Runs(parsed, ResultManifest.Read(manifest), cancellation);
        if (parsed.GetValue(_out) is { } kept)
            return Tell(parsed, await makeAgain(kept).ConfigureAwait(false));
        var scratch = Directory.CreateTempSubdirectory("dcepsim-reproduce-");
        try
        {
            return Tell(parsed, await makeAgain(Path.Combine(scratch.FullName, "again")).ConfigureAwait(false));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private Func<string, Task<ReproductionResult>> Runs(ParseResult parsed, ResultManifest manifest, CancellationToken cancellation) => async folder =>
    {
        using var progress = Progress(parsed, manifest.Runs);
        return await Reproduction.RunAsync(manifest, folder, Options(parsed, progress), cancellation).ConfigureAwait(false);
    };

    private Func<string, Task<ReproductionResult>> Study(ParseResult parsed, StudyManifest manifest, CancellationToken cancellation) => async folder =>
    {
        using var progress = Progress(parsed, manifest.Options.Runs);
        return await StudyReproduction.RunAsync(manifest, folder, Options(parsed, progress), cancellation).ConfigureAwait(false);
    };

    private RunProgress? Progress(ParseResult parsed, int runs) => parsed.GetValue(_quiet) ? null : new RunProgress(_terminal, runs);

    private ExperimentOptions Options(ParseResult parsed, RunProgress? progress) =>
        _preset with { Threads = parsed.GetValue(_threads), Progress = progress, Clock = _terminal.Clock };

    private int Tell(ParseResult parsed, ReproductionResult outcome)
    {
        if (parsed.GetValue(_json))
            _terminal.Output.Write(Encoding.UTF8.GetString(outcome.WriteJson()));
        else if (!parsed.GetValue(_quiet) && outcome.IsSame)
            _terminal.Output.WriteLine("The same bytes in every file.");
        else if (!parsed.GetValue(_quiet))
            WriteDifferences(outcome);
        if (!parsed.GetValue(_json) && !parsed.GetValue(_quiet) && outcome.Gone.Length > 0)
            _terminal.Output.WriteLine($"No more beside the manifest, whose hashes stand for them: {string.Join(", ", outcome.Gone)}.");
        _terminal.Output.Flush();
        return outcome.IsSame ? ExitCode.Success : ExitCode.Failure;
    }

    private void WriteDifferences(ReproductionResult outcome)
    {
        _terminal.Output.WriteLine($"Not the same. First difference: {outcome.Differences[0]}");
        foreach (var difference in outcome.Differences.Skip(1))
            _terminal.Output.WriteLine($"  also: {difference}");
    }
}
