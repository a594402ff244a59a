using System.CommandLine;
using DcepSim.Branches;
using DcepSim.Cli.Screen;
using DcepSim.Comparisons;
using DcepSim.Experiments;
using NodaTime;
using NodaTime.Text;

namespace DcepSim.Cli;

/// <summary><c>dcepsim branch SCENARIO --at INSTANT --variant name:path=value</c>: the same past, other futures.</summary>
internal sealed class BranchVerb
{
    private const string Description = """
        Runs a campaign up to an instant, and from there on as it was going to be and in variants.

        Examples:
          dcepsim branch shenzhen-luohu-2020 --at 2020-10-15T12:00 \
              --variant reminder:behaviour.claim.lapseIntercept=-1.8 \
              --variant "sale:behaviour.occasions.perDay=3;behaviour.basket.medianYuan=300"

        All variants share their chance, person by person, and so their past: it is compared byte
        for byte in the first five runs. Only fields of behaviour can change midway; what would
        change the past is refused by name. Differences are paired run by run. The results folder
        holds branch.json, branch.csv and manifest.json.
        """;

    private readonly StudyDoor _door;
    private readonly ScenarioArguments _scenario = new();
    private readonly ExperimentArguments _experiment = new("How many runs of each variant, 1 to 1000000.", 20, "./dcepsim-results/branch-<scenario>-<seed>", hasPrecision: true);
    private readonly Option<string> _at = new("--at") { Description = "When the variants part: local time in Asia/Shanghai.", HelpName = "2020-10-15T12:00", Required = true };
    private readonly Option<string[]> _variants = new("--variant") { Description = "A name, and what changes; may be given again.", HelpName = "name:path=value[;…]", Required = true };

    private BranchVerb(Terminal terminal, ExperimentOptions preset) => _door = new StudyDoor(terminal, preset, _experiment);

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new BranchVerb(terminal, preset);
        var command = new Command("branch", Description) { verb._scenario.Name, verb._at, verb._variants, verb._scenario.Settings };
        verb._experiment.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private static LocalDateTime? Time(string text) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).TryGetValue(default, out var minutes) ? minutes
        : LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss").Parse(text).TryGetValue(default, out var seconds) ? seconds
        : null;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var scenario = _scenario.Read(parsed);
        if (Time(parsed.GetRequiredValue(_at)) is not { } at)
            return _door.Refuse($"--at \"{parsed.GetValue(_at)}\" is no time; allowed: 2020-10-15T12:00 or 2020-10-15T12:00:00, in Asia/Shanghai.");
        var variants = parsed.GetRequiredValue(_variants).Select(BranchVariant.Parse).ToArray();
        return await _door.RunAsync(
            parsed, $"branch-{scenario.Name}", [scenario], variants.Length + 1, options => CampaignBranching.RunAsync(scenario, at, variants, options, cancellation), Show).ConfigureAwait(false);
    }

    private static void Show(CampaignBranching branching, Sheet sheet)
    {
        for (var place = 1; place < branching.Branches.Length; place++)
        {
            var branch = branching.Branches[place];
            sheet.WriteLine($"{branch.Label} from {branching.At.ToString("uuuu-MM-dd HH:mm", null)} on, minus {branching.Branches[0].Label}", Tone.Title);
            foreach (var setting in branching.Variants[place - 1].Settings)
                sheet.WriteLine($"  changed: {setting}");
            sheet.WriteLine();
            sheet.WriteTable([["metric", "unchanged", "difference", "95 % interval", "relative"], .. branch.Differences.Select(Row)], leftAligned: 1);
            sheet.WriteLine();
            sheet.DrawRanges("Difference, and its 95 % interval, in per cent", MetricText.Relative(branch.Differences), part => MetricText.Percent(part), reference: 0);
        }

        sheet.WriteLine($"The past is the same to the byte in {branching.Pasts.Length} runs compared.", Tone.Good);
        var facts = branching.Facts;
        sheet.WriteLine(MetricText.Effort(facts.Runs, facts.Seed, facts.Threads, facts.WallTime));
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
