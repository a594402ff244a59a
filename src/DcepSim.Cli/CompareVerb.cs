using System.CommandLine;
using DcepSim.Cli.Screen;
using DcepSim.Comparisons;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary><c>dcepsim compare A B …</c>: compares designs under the same chance.</summary>
internal sealed class CompareVerb
{
    private const string Description = """
        Compares campaign designs with the first under the same chance, metric by metric.

        Examples:
          dcepsim compare shenzhen-luohu-2020 my-campaign.json
          dcepsim compare shenzhen-luohu-2020 suzhou-double12-2020 --runs 100 --seed 7
          dcepsim compare shenzhen-luohu-2020 --variant campaign.packets[0].faceYuan=100
          dcepsim compare results/a results/b --set behaviour.ownMoney.topUpProbability=0.1
          dcepsim compare a.json b.json --precision redeemedFen=±0.01% --ensemble results/fit

        A design is a scenario, or a results folder, whose manifest holds one; it is run anew by this
        version. A person has the same luck in every design, for the same purpose and occasion, so
        that a difference shows what the designs do; its 95 % interval is that of paired runs.
        --precision is that of every difference, as a part of the first design's mean.
        The results folder holds compare.json, compare.csv and manifest.json.
        """;

    private readonly StudyDoor _door;
    private readonly ExperimentArguments _experiment = new("How many runs of each design, 1 to 1000000.", 20, "./dcepsim-results/compare-<seed>", hasPrecision: true);
    private readonly Argument<string[]> _designs = new("DESIGN")
    {
        Description = "A built-in name, the path of a scenario file, or a results folder; the first is the baseline.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _settings = new("--set") { Description = "Changes one field of every design; may be given again.", HelpName = "path=value" };
    private readonly Option<string[]> _variants = new("--variant")
    {
        Description = "One design more: the first with one field, or several parted by semicolons, changed; may be given again.",
        HelpName = "path=value[;…]",
    };

    private CompareVerb(Terminal terminal, ExperimentOptions preset)
    {
        _door = new StudyDoor(terminal, preset, _experiment);
        _designs.Validators.Add(ScenarioArguments.RefuseBlank);
    }

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new CompareVerb(terminal, preset);
        var command = new Command("compare", Description) { verb._designs, verb._settings, verb._variants };
        verb._experiment.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = parsed.GetValue(_settings) ?? [];
        var scenarios = parsed.GetRequiredValue(_designs).Select(design => Read(design, settings)).ToList();
        foreach (var variant in parsed.GetValue(_variants) ?? [])
            scenarios.Add(ScenarioReader.Check(scenarios[0], variant.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        if (scenarios.Count < 2)
            return _door.Refuse("a comparison needs two designs: name another, or change the first with --variant path=value.");
        return await _door.RunAsync(
            parsed, "compare", scenarios, scenarios.Count, options => CampaignComparison.RunAsync(scenarios, options, cancellation), Show).ConfigureAwait(false);
    }

    private static Scenario Read(string design, string[] settings) => Directory.Exists(design)
        ? ScenarioReader.Check(ResultManifest.Read(design).Scenario, settings)
        : ScenarioReader.Read(design, settings);

    private static void Show(CampaignComparison comparison, Sheet sheet)
    {
        var baseline = comparison.Designs[0];
        foreach (var design in comparison.Designs.Skip(1))
        {
            sheet.WriteLine($"{design.Label} minus {baseline.Label}", Tone.Title);
            foreach (var path in ScenarioMarks.PathsSetByUser(design.Result.Scenario).Except(ScenarioMarks.PathsSetByUser(baseline.Result.Scenario)))
                sheet.WriteLine($"  changed: {path}");
            sheet.WriteLine();
            sheet.WriteTable([["metric", "baseline", "difference", "95 % interval", "relative"], .. design.Differences.Select(Row)], leftAligned: 1);
            sheet.WriteLine();
            sheet.DrawRanges("Difference, and its 95 % interval, in per cent", MetricText.Relative(design.Differences), part => MetricText.Percent(part), reference: 0);
        }

        var facts = comparison.Facts;
        sheet.WriteLine(MetricText.Effort(facts.Runs, facts.Seed, facts.Threads, facts.WallTime));
        sheet.WriteLine("Runs are paired: the same persons have the same luck in every design. The");
        sheet.WriteLine("interval is that of the model's mean difference, and knows nothing of what is\nnot known about people.");
    }

    private static string[] Row(MetricDifference row) =>
    [
        row.Metric.Title,
        MetricText.Number(row.Metric, row.Baseline.Mean),
        MetricText.Signed(row.Metric, row.Difference.Mean),
        row.Difference.MeanLow is null ? MetricText.Nothing : $"{MetricText.Signed(row.Metric, row.Difference.MeanLow)} to {MetricText.Signed(row.Metric, row.Difference.MeanHigh)}",
        MetricText.Percent(row.Relative),
    ];
}
