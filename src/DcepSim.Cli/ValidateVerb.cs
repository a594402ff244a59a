using System.CommandLine;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.Simulation.Scenarios;
using DcepSim.Validation;

namespace DcepSim.Cli;

/// <summary><c>dcepsim validate SCENARIO</c>: holds a campaign against every published figure, by the part each played.</summary>
internal sealed class ValidateVerb
{
    private const string Description = """
        Holds a campaign against its published figures, each by the part it played.

        Examples:
          dcepsim validate suzhou-double12-2020
          dcepsim validate shenzhen-luohu-2020 --runs 100 --json

        Only held-out figures test the model: "validated" means that the figure lies where one more
        run falls by chance, "fails" that it does not. Fitted figures chose parameters, so agreement with them proves nothing
        and is never called validated. The exit code is 0 whatever the outcome; the results folder
        holds validate.json, validate.csv and manifest.json.
        """;

    private readonly StudyDoor _door;
    private readonly ScenarioArguments _scenario = new();
    private readonly ExperimentArguments _experiment = new("How many runs, 1 to 1000000.", 20, "./dcepsim-results/validate-<scenario>-<seed>", hasPrecision: true);

    private ValidateVerb(Terminal terminal, ExperimentOptions preset) => _door = new StudyDoor(terminal, preset, _experiment);

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new ValidateVerb(terminal, preset);
        var command = new Command("validate", Description) { verb._scenario.Name, verb._scenario.Settings };
        verb._experiment.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var scenario = _scenario.Read(parsed);
        return await _door.RunAsync(
            parsed, $"validate-{scenario.Name}", [scenario], 1, options => CampaignValidation.RunAsync(scenario, options, cancellation), Show).ConfigureAwait(false);
    }

    private static void Show(CampaignValidation validation, Sheet sheet)
    {
        sheet.WriteLine($"{validation.Result.Scenario.Title.En}  {validation.Result.Scenario.Title.Zh}", Tone.Title);
        sheet.WriteLine();
        if (validation.Figures.IsEmpty)
            sheet.WriteLine("The scenario has no published figures.");
        else
            sheet.WriteTable([["statistic", "role", "published", "simulated", "95 % run range", "outcome"], .. validation.Figures.Select(Row)], leftAligned: 2);
        sheet.WriteLine();
        sheet.DrawRanges("Range of runs beside the published figure (line), in per cent of it", MetricText.Agreement(validation.Result.Metrics), part => MetricText.Percent(part), reference: 0);
        var facts = validation.Facts;
        sheet.WriteLine(MetricText.Effort(facts.Runs, facts.Seed, facts.Threads, facts.WallTime));
        var tests = validation.Figures.Count(figure => figure.IsTest);
        sheet.WriteLine(tests == 0
            ? "No figure was held out: nothing here tests the model."
            : $"Held out: {validation.Figures.Count(figure => figure.IsValidated == true)} of {tests} validated. Only these test the model.");
    }

    private static string[] Row(ValidatedFigure figure) =>
    [
        figure.Metric.Title,
        MetricText.Role(figure.Figure.Role),
        MetricText.Number(figure.Metric, figure.Figure.Value),
        MetricText.Number(figure.Metric, figure.Estimate?.Mean),
        MetricText.Interval(figure.Metric, figure.Estimate?.RunLow, figure.Estimate?.RunHigh),
        Outcome(figure),
    ];

    private static string Outcome(ValidatedFigure figure) => figure switch
    {
        { Estimate: null } => "no run",
        { IsInsideRunRange: null } => "one run",
        { IsTest: true } => figure.IsValidated == true ? "validated" : "fails",
        { Figure.Role: FigureRole.Fitted } => figure.IsInsideRunRange == true ? "fits" : "fits not",
        _ => figure.IsInsideRunRange == true ? "inside" : "outside",
    };
}
