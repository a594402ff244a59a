using System.CommandLine;
using System.Text;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Web.Report;

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
          dcepsim run my-campaign.json --payments all --sqlite
          dcepsim run shenzhen-luohu-2020 --precision redeemedFen=±0.05%

        The results folder holds summary.json (estimates), runs.csv (a row a run), payments.csv,
        hours.csv, merchants.csv, flows.csv and observations.json (hours, takings, flows by
        district and category, sizes, waiting times) and
        manifest.json (scenario, seed, version, machine, hashes, timings); report.html shows it to
        people, in the language of the environment or of --lang. The same scenario, seed and
        version give the same bytes in all but the manifest, on any number of threads. With
        --precision the summary also says at which numbers of runs it looked and why it stopped.
        """;

    private const int RunsPreset = 20;
    private const int RehearsalWinnersMax = 250_000; // a larger run's memory is the most a command takes, and code for the report would come on top

    private static int s_rehearsals;

    private readonly Terminal _terminal;
    private readonly ExperimentOptions _preset;
    private readonly ScenarioArguments _scenario = new();
    private readonly ExperimentArguments _experiment = new("How many runs, 1 to 1000000.", RunsPreset, "./dcepsim-results/<scenario>-<seed>", hasPrecision: true);
    private readonly Option<string> _payments = new("--payments") { Description = "Whose payments go to payments.csv.", DefaultValueFactory = _ => "first" };

    private readonly Option<bool> _sqlite = new("--sqlite") { Description = "Also write all results into one file, results.sqlite." };
    private readonly Option<bool> _noObservations = new("--no-observations") { Description = "Write no hours, takings, sizes and waiting times." };

    private RunVerb(Terminal terminal, ExperimentOptions preset)
    {
        _terminal = terminal;
        _preset = preset;
        _payments.AcceptOnlyFromAmong("first", "all", "none");
    }

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new RunVerb(terminal, preset);
        var command = new Command("run", Description) { verb._scenario.Name, verb._scenario.Settings };
        verb._experiment.AddTo(command);
        command.Add(verb._payments);
        command.Add(verb._sqlite);
        command.Add(verb._noObservations);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var scenario = _scenario.Read(parsed);
        var options = _experiment.Read(parsed, _preset, _terminal);
        if (ExperimentArguments.Fault(options, [scenario]) is { } fault)
            return Refuse(fault);
        Rehearse(parsed, scenario);
        var shown = _experiment.Folder(parsed, $"{scenario.Name}-{options.Seed}");
        using var folder = ResultsFolder.Open(shown, Written(parsed));
        var startedAt = _terminal.Clock.GetUtcNow();
        CampaignResult result;
        using (var progress = parsed.GetValue(_experiment.Quiet) ? null : new RunProgress(_terminal, Math.Min(options.Precision?.RunsMin ?? options.Runs, options.Runs)))
            result = await new CampaignExperiment(scenario, options with { Recorder = folder, Progress = progress }).RunAsync(cancellation).ConfigureAwait(false);
        if (_experiment.Report.IsWanted(parsed))
            folder.WriteReport(await CampaignReport.WriteAsync(result, folder.Observed, _experiment.Report.Language(parsed)).ConfigureAwait(false));
        folder.Complete(result, startedAt);
        Show(parsed, result, folder.Observed, shown);
        result.RequireCleanBooks();
        return ExitCode.Success;
    }

    // Until the first runs begin all processors but one have nothing to do.
    private void Rehearse(ParseResult parsed, Scenario scenario)
    {
        if (_experiment.Report.IsWanted(parsed) && scenario.Campaign.Winners <= RehearsalWinnersMax && Environment.ProcessorCount > 1 && Interlocked.Exchange(ref s_rehearsals, 1) == 0)
            _ = Task.Run(() => ReportRehearsal.PlayAsync(_experiment.Report.Language(parsed)));
    }

    private ResultsOptions Written(ParseResult parsed) => new()
    {
        Payments = Enum.Parse<PaymentsWritten>(parsed.GetValue(_payments)!, ignoreCase: true),
        Database = parsed.GetValue(_sqlite),
        Observations = !parsed.GetValue(_noObservations),
        Replace = parsed.GetValue(_experiment.Force),
    };

    private int Refuse(string reason)
    {
        _terminal.Error.WriteLine($"dcepsim: {reason}");
        return ExitCode.Misuse;
    }

    private void Show(ParseResult parsed, CampaignResult result, CampaignObservations? observed, string shown)
    {
        if (parsed.GetValue(_experiment.Json))
            _terminal.Output.Write(Encoding.UTF8.GetString(SummaryFile.Write(result)));
        else if (!parsed.GetValue(_experiment.Quiet))
            ResultTable.Write(new Sheet(_terminal), result, observed, shown);
        _terminal.Output.Flush();
    }
}
