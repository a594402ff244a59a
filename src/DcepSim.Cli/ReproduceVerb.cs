using System.CommandLine;
using System.Text;
using DcepSim.Experiments;
using DcepSim.Results;

namespace DcepSim.Cli;

/// <summary><c>dcepsim reproduce manifest.json</c>: makes results again and compares every byte.</summary>
internal sealed class ReproduceVerb
{
    private const string Description = """
        Makes the results of a run again from their manifest and compares every byte.

        Examples:
          dcepsim reproduce dcepsim-results/shenzhen-luohu-2020-1/manifest.json
          dcepsim reproduce results/luohu --out again --threads 1

        Exit code 0: the same bytes. 1: not the same, and the first difference is named: scenario
        hash, version, a sampling table (where two systems' mathematics differ), a file and its line.
        Without --out the results made again are removed.
        """;

    private readonly Terminal _terminal;
    private readonly ExperimentOptions _preset;
    private readonly Argument<string> _manifest = new("MANIFEST") { Description = "The manifest.json of a run, or the results folder that holds it." };
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
        var manifest = ResultManifest.Read(parsed.GetRequiredValue(_manifest));
        if (parsed.GetValue(_out) is { } kept)
            return Tell(parsed, await RunAsync(parsed, manifest, kept, cancellation).ConfigureAwait(false));
        var scratch = Directory.CreateTempSubdirectory("dcepsim-reproduce-");
        try
        {
            return Tell(parsed, await RunAsync(parsed, manifest, Path.Combine(scratch.FullName, "again"), cancellation).ConfigureAwait(false));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task<ReproductionResult> RunAsync(ParseResult parsed, ResultManifest manifest, string folder, CancellationToken cancellation)
    {
        using var progress = parsed.GetValue(_quiet) ? null : new RunProgress(_terminal, manifest.Runs);
        var options = _preset with { Threads = parsed.GetValue(_threads), Progress = progress, Clock = _terminal.Clock };
        return await Reproduction.RunAsync(manifest, folder, options, cancellation).ConfigureAwait(false);
    }

    private int Tell(ParseResult parsed, ReproductionResult outcome)
    {
        if (parsed.GetValue(_json))
            _terminal.Output.Write(Encoding.UTF8.GetString(outcome.WriteJson()));
        else if (!parsed.GetValue(_quiet) && outcome.IsSame)
            _terminal.Output.WriteLine("The same bytes in every file.");
        else if (!parsed.GetValue(_quiet))
            WriteDifferences(outcome);
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
