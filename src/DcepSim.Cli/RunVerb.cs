using System.CommandLine;
using System.Text;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary><c>dcepsim run SCENARIO</c>: runs a campaign and holds it against what was published.</summary>
internal sealed class RunVerb
{
    private const string Description = """
        Runs a campaign many times and holds it against the published figures.

        Examples:
          dcepsim run shenzhen-luohu-2020
          dcepsim run shenzhen-luohu-2020 --runs 100 --seed 7 --out results/luohu --force
          dcepsim run shenzhen-luohu-2020 --set campaign.packets[0].faceYuan=100 --json
          dcepsim run my-campaign.json --payments all

        The results folder holds summary.json (estimates), runs.csv (a row a run), payments.csv and
        manifest.json (scenario, seed, version, machine, hashes, timings). The same scenario, seed and
        version give the same bytes in all but the manifest, on any number of threads.
        """;

    private readonly Terminal _terminal;
    private readonly ExperimentOptions _preset;
    private readonly ScenarioArguments _scenario = new();
    private readonly Option<int> _runs = NumberOption.Make("--runs", "N", "How many runs, 1 to 1000000.", 20, 1, ExperimentOptions.RunsMax);
    private readonly Option<long> _seed = new("--seed") { Description = "The number all chance grows from.", HelpName = "S", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _threads = NumberOption.Make("--threads", "T", "How many runs at once, 1 to 1024; 0 is one for each processor.", 0, 0, ExperimentOptions.ThreadsMax);
    private readonly Option<string?> _out = new("--out") { Description = "The results folder (default: ./dcepsim-results/<scenario>-<seed>).", HelpName = "DIR" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace earlier results in that folder; a folder with anything else in it is never replaced." };
    private readonly Option<string> _payments = new("--payments") { Description = "Whose payments go to payments.csv.", DefaultValueFactory = _ => "first" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON on standard output, and nothing else there." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print neither progress nor table." };

    private RunVerb(Terminal terminal, ExperimentOptions preset)
    {
        _terminal = terminal;
        _preset = preset;
        _out.Validators.Add(ScenarioArguments.RefuseBlank);
        _payments.AcceptOnlyFromAmong("first", "all", "none");
    }

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new RunVerb(terminal, preset);
        var command = new Command("run", Description)
        {
            verb._scenario.Name, verb._runs, verb._seed, verb._threads, verb._out, verb._force, verb._scenario.Settings, verb._payments, verb._json, verb._quiet,
        };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var scenario = _scenario.Read(parsed);
        var seed = parsed.GetValue(_seed);
        var shown = parsed.GetValue(_out) ?? Path.Combine(".", "dcepsim-results", $"{scenario.Name}-{seed}");
        using var folder = ResultsFolder.Open(shown, Enum.Parse<PaymentsWritten>(parsed.GetValue(_payments)!, ignoreCase: true), parsed.GetValue(_force));
        var startedAt = _terminal.Clock.GetUtcNow();
        var result = await RunAsync(parsed, scenario, seed, folder, cancellation).ConfigureAwait(false);
        folder.Complete(result, startedAt);
        Show(parsed, result, shown);
        result.RequireCleanBooks();
        return ExitCode.Success;
    }

    private async Task<CampaignResult> RunAsync(ParseResult parsed, Scenario scenario, long seed, ResultsFolder folder, CancellationToken cancellation)
    {
        var runs = parsed.GetValue(_runs);
        using var progress = parsed.GetValue(_quiet) ? null : new RunProgress(_terminal, runs);
        var experiment = new CampaignExperiment(scenario, _preset with
        {
            Runs = runs,
            Seed = seed,
            Threads = parsed.GetValue(_threads),
            Recorder = folder,
            Progress = progress,
            Clock = _terminal.Clock,
        });
        return await experiment.RunAsync(cancellation).ConfigureAwait(false);
    }

    private void Show(ParseResult parsed, CampaignResult result, string shown)
    {
        if (parsed.GetValue(_json))
            _terminal.Output.Write(Encoding.UTF8.GetString(SummaryFile.Write(result)));
        else if (!parsed.GetValue(_quiet))
            ResultTable.Write(_terminal.Output, result, shown);
        _terminal.Output.Flush();
    }
}
