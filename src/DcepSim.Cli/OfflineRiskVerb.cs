using System.CommandLine;
using System.Globalization;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.OfflineRisks;
using DcepSim.Statistics.Estimation;
using DcepSim.Sweeps;

namespace DcepSim.Cli;

/// <summary><c>dcepsim offline risk SCENARIO --vary …</c>: what broken purses cost, and how soon they are found.</summary>
internal sealed class OfflineRiskVerb
{
    private const int RowsMax = 40;
    private const int AssumptionsMax = 6;

    private const string Description = """
        Says what broken purses (破解的离线钱包) cost. And how soon they are found, as functions
        of policy, connection and share of broken devices: every combination of values, under
        the same chance.

        Examples:
          dcepsim offline risk offline-risk --vary offline.policy.payeeCapYuan=100,500,2000
          dcepsim offline risk offline-risk --vary offline.policy.payeeCapYuan=200,1000 \
              --vary offline.use.merchantContactsPerDay=1,4,24 --runs 50
          dcepsim offline risk offline-risk --set offline.adversary.compromise=extractedKey \
              --vary offline.adversary.brokenShare=0.001,0.004,0.016

        Only the purses are run, not the campaign. risk.svg shows loss per million yuan against
        detection delay with intervals over runs; risk.csv has the figures; risk.json has them too
        and names every input that is an assumption. 'dcepsim reproduce' makes the same bytes again.
        """;

    private readonly StudyDoor _door;
    private readonly ScenarioArguments _scenario = new();
    private readonly ExperimentArguments _experiment = new("How many runs of each point, 1 to 1000000.", 20, "./dcepsim-results/risk-<scenario>-<seed>");
    private readonly Option<string[]> _vary = new("--vary") { Description = "A field and its values; may be given again.", HelpName = "path=v1,v2,…", Required = true };

    private OfflineRiskVerb(Terminal terminal, ExperimentOptions preset) => _door = new StudyDoor(terminal, preset, _experiment);

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new OfflineRiskVerb(terminal, preset);
        var command = new Command("risk", Description) { verb._scenario.Name, verb._vary, verb._scenario.Settings };
        verb._experiment.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_experiment.Ensemble) is not null)
            return _door.Refuse("--ensemble is of campaigns; offline risk runs purses alone.");
        var scenario = _scenario.Read(parsed);
        var axes = parsed.GetRequiredValue(_vary).Select(SweepAxis.Parse).ToArray();
        return await _door.RunAsync(
            parsed,
            $"risk-{scenario.Name}",
            [scenario],
            CampaignSweep.CountPoints(axes, SweepDesign.Factorial, 0),
            options => OfflineRisk.RunAsync(scenario, axes, options, cancellation),
            Show).ConfigureAwait(false);
    }

    private static void Show(OfflineRisk risk, Sheet sheet)
    {
        var scenario = risk.Facts.Scenarios[0];
        sheet.WriteLine($"{scenario.Title.En}  {scenario.Title.Zh}", Tone.Title);
        for (var axis = 0; axis < risk.Axes.Length; axis++)
            sheet.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  [{axis + 1}] {risk.Axes[axis].Path}"));
        sheet.WriteLine();
        var header = new[] { "point" }.Concat(risk.Axes.Select((_, axis) => string.Create(CultureInfo.InvariantCulture, $"[{axis + 1}]"))).Concat(["lost/million", "95 % interval", "found after h", "95 % interval", "found"]);
        sheet.WriteTable([[.. header], .. risk.Points.Take(RowsMax).Select(point => Row(point, risk.Axes.Length))], leftAligned: 0);
        if (risk.Points.Length > RowsMax)
            sheet.WriteLine($"and {risk.Points.Length - RowsMax} points more in risk.csv");
        sheet.WriteLine();
        sheet.DrawRanges("Lost, yuan per million yuan paid, and its 95 % interval", Ranges(risk, point => point.LossPerMillion), Number, reference: 0);
        sheet.DrawRanges("Found after hours, and its 95 % interval", Ranges(risk, point => point.DetectionHours), Number);
        sheet.WriteLine($"Loss in yuan per million yuan paid. {MetricText.Effort(risk.Facts.Runs, risk.Facts.Seed, risk.Facts.Threads, risk.Facts.WallTime)}");
        sheet.WriteLine("Purses that were not found count as long as the window lasted.");
        foreach (var line in Assumptions(risk))
            sheet.WriteLine(line);
    }

    private static IReadOnlyList<RangeRow> Ranges(OfflineRisk risk, Func<OfflineRiskPoint, Estimate> of) =>
        [.. risk.Points.Take(RowsMax).Select(point => new RangeRow(string.Join(", ", point.Values), of(point).MeanLow, of(point).Mean, of(point).MeanHigh))];

    private static string[] Row(OfflineRiskPoint point, int axes) =>
    [
        point.Number.ToString(CultureInfo.InvariantCulture),
        .. point.Values.Select(value => TextTable.Tail(value, Math.Max(4, 14 / axes))),
        Number(point.LossPerMillion.Mean),
        Interval(point.LossPerMillion),
        Number(point.DetectionHours.Mean),
        Interval(point.DetectionHours),
        double.IsFinite(point.FoundShare.Mean) ? point.FoundShare.Mean.ToString("0 %", CultureInfo.InvariantCulture) : MetricText.Nothing,
    ];

    private static IEnumerable<string> Assumptions(OfflineRisk risk)
    {
        var assumptions = risk.Assumptions;
        yield return $"{assumptions.Length} inputs are assumptions (risk.json says why), among them";
        foreach (var (path, _) in assumptions.Take(AssumptionsMax))
            yield return $"  {path}";
    }

    private static string Interval(Estimate estimate) =>
        estimate.MeanLow is { } low && double.IsFinite(low) ? $"{Number(low)}–{Number(estimate.MeanHigh!.Value)}" : MetricText.Nothing;

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString(Math.Abs(value) < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture) : MetricText.Nothing;
}
