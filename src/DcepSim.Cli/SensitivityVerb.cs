using System.CommandLine;
using System.Globalization;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Sweeps;

namespace DcepSim.Cli;

/// <summary><c>dcepsim sensitivity SCENARIO --vary … --metric M</c>: says which fields move a metric.</summary>
internal sealed class SensitivityVerb
{
    private const int PathColumns = 40;

    private const string Description = """
        Says how much of a metric's movement each field explains, all moving within their ranges.

        Examples:
          dcepsim sensitivity shenzhen-luohu-2020 --metric ownMoneyFen --points 64 \
              --vary behaviour.occasions.perDay=1.2..4.4 --vary behaviour.basket.sigma=0.5..1.5
          dcepsim sensitivity shenzhen-luohu-2020 --method morris --points 20 --metric payments \
              --vary merchants.count=1000..10000 --vary behaviour.basket.medianYuan=50..400

        sobol: first order is the part of the variance that a field explains alone, total with all
        it shares in; N (fields + 2) points. morris: mu* is the mean size of steps in a field, sigma
        how they vary; N (fields + 1) points. All points share their chance; one run each is usual.
        The answer is about the ranges given. Intervals are bootstrap percentiles.
        """;

    private readonly StudyDoor _door;
    private readonly ExperimentArguments _experiment = new("How many runs of each point, 1 to 1000000.", 1, "./dcepsim-results/sensitivity-<scenario>-<seed>");
    private readonly VariedArguments _varied = new("path=low..high", "A field and its range; may be given again.");
    private readonly Option<string> _method = new("--method") { Description = "How influence is measured.", DefaultValueFactory = _ => "sobol" };
    private readonly Option<int> _points = NumberOption.Make("--points", "N", "Base points (sobol; powers of two are best) or trajectories (morris).", 64, 2, 100_000);

    private SensitivityVerb(Terminal terminal, ExperimentOptions preset)
    {
        _door = new StudyDoor(terminal, preset, _experiment);
        _method.AcceptOnlyFromAmong("sobol", "morris");
    }

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new SensitivityVerb(terminal, preset);
        return verb._varied.CommandOf("sensitivity", Description, verb._experiment, verb.RunAsync, verb._method, verb._points);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var scenario = _varied.Scenario(parsed);
        var axes = _varied.Axes(parsed);
        var metric = _varied.MetricIn(parsed);
        var method = Enum.Parse<SensitivityMethod>(parsed.GetValue(_method)!, ignoreCase: true);
        var points = parsed.GetValue(_points);
        if (!metric.AppliesTo(scenario))
            return _door.Refuse($"--metric: {metric} does not apply to {scenario.Name}.");
        return await _door.RunAsync(
            parsed,
            $"sensitivity-{scenario.Name}",
            [scenario],
            CampaignSensitivity.CountPoints(axes, method, points),
            options => CampaignSensitivity.RunAsync(scenario, axes, metric, method, points, options, cancellation),
            Show).ConfigureAwait(false);
    }

    private static void Show(CampaignSensitivity study, Sheet sheet)
    {
        sheet.WriteLine($"{study.Facts.Scenarios[0].Name}: what moves {study.Metric.Title}", Tone.Title);
        sheet.WriteLine();
        var isSobol = study.Method == SensitivityMethod.Sobol;
        sheet.WriteTable([["field", "index", "value", "95 % interval"], .. study.Indices.Select(index => Row(index, isSobol ? null : study.Metric))], leftAligned: 2);
        sheet.WriteLine();
        var unit = isSobol ? null : study.Metric;
        foreach (var index in study.Indices.Select(row => row.Index).Distinct())
            sheet.DrawRanges($"{Shown(index)}, with its 95 % interval", [.. study.Indices.Where(row => row.Index == index).Select(row => new RangeRow(row.Path, row.Estimate.Low, row.Estimate.Value, row.Estimate.High))], value => Number(value, unit), reference: 0);
        var facts = study.Facts;
        sheet.WriteLine($"{facts.Points} points. {MetricText.Effort(facts.Runs, facts.Seed, facts.Threads, facts.WallTime)}");
        sheet.WriteLine(isSobol
            ? "Parts of the variance within these ranges; total above first: acts with others."
            : "Changes of the metric by a step across the whole range; see --help.");
    }

    private static string[] Row(SensitivityIndex index, Metric? unit) =>
    [
        TextTable.Tail(index.Path, PathColumns),
        Shown(index.Index),
        Number(index.Estimate.Value, unit),
        $"{Number(index.Estimate.Low, unit)} to {Number(index.Estimate.High, unit)}",
    ];

    private static string Shown(string index) => index == "muStar" ? "mu*" : index;

    private static string Number(double value, Metric? unit) => !double.IsFinite(value) ? MetricText.Nothing
        : unit is null ? value.ToString("0.000", CultureInfo.InvariantCulture)
        : MetricText.Number(unit, value);
}
