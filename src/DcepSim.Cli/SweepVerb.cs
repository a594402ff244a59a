using System.CommandLine;
using System.Globalization;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Statistics.Estimation;
using DcepSim.Sweeps;

namespace DcepSim.Cli;

/// <summary><c>dcepsim sweep SCENARIO --vary …</c>: runs a campaign at many points of its design.</summary>
internal sealed class SweepVerb
{
    private const int RowsMax = 40;
    private const int ValueColumns = 20;

    private const string Description = """
        Runs a campaign at every point of a design, all points under the same chance.

        Examples:
          dcepsim sweep shenzhen-luohu-2020 --vary merchants.count=1000,3389,10000
          dcepsim sweep shenzhen-luohu-2020 --vary campaign.packets[0].faceYuan=50,100,200 \
              --vary behaviour.basket.sigma=0.8,1.2 --runs 10 --metric ownMoneyFen
          dcepsim sweep shenzhen-luohu-2020 --design sobol --points 64 --runs 1 \
              --vary behaviour.occasions.perDay=1.2..4.4 --vary behaviour.basket.sigma=0.5..1.5

        A factorial design takes values and runs every combination; lhs (Latin hypercube) and sobol
        take ranges, low..high, and --points. Every point is checked before anything is run. The
        table shows one metric; sweep.csv has a row for each point and metric, sweep.json all of it.
        """;

    private readonly StudyDoor _door;
    private readonly ExperimentArguments _experiment = new("How many runs of each point, 1 to 1000000.", 20, "./dcepsim-results/sweep-<scenario>-<seed>", hasPrecision: true);
    private readonly VariedArguments _varied = new("path=v1,v2,…", "A field and its values, or its range as low..high; may be given again.");
    private readonly Option<string> _design = new("--design") { Description = "How the points are laid out.", DefaultValueFactory = _ => "factorial" };
    private readonly Option<int> _points = NumberOption.Make("--points", "N", "How many points, for lhs and sobol; powers of two suit sobol.", 0, 1, 1_000_000);

    private SweepVerb(Terminal terminal, ExperimentOptions preset)
    {
        _door = new StudyDoor(terminal, preset, _experiment);
        _design.AcceptOnlyFromAmong("factorial", "lhs", "sobol");
    }

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new SweepVerb(terminal, preset);
        return verb._varied.CommandOf("sweep", Description, verb._experiment, verb.RunAsync, verb._design, verb._points);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var scenario = _varied.Scenario(parsed);
        var axes = _varied.Axes(parsed);
        var design = parsed.GetValue(_design) switch { "lhs" => SweepDesign.LatinHypercube, "sobol" => SweepDesign.Sobol, _ => SweepDesign.Factorial };
        var points = parsed.GetValue(_points);
        if (design == SweepDesign.Factorial && points > 0)
            return _door.Refuse("--points goes with --design lhs or sobol; a factorial design has as many points as it has combinations.");
        var metric = _varied.MetricIn(parsed);
        return await _door.RunAsync(
            parsed,
            $"sweep-{scenario.Name}",
            [scenario],
            CampaignSweep.CountPoints(axes, design, points),
            options => CampaignSweep.RunAsync(scenario, axes, design, points, options, cancellation),
            (sweep, sheet) => Show(sweep, metric, sheet)).ConfigureAwait(false);
    }

    private static void Show(CampaignSweep sweep, Metric metric, Sheet sheet)
    {
        sheet.WriteLine($"{sweep.Facts.Scenarios[0].Name}: {metric.Title}", Tone.Title);
        for (var axis = 0; axis < sweep.Axes.Length; axis++)
            sheet.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  [{axis + 1}] {sweep.Axes[axis].Path}"));
        sheet.WriteLine();
        var header = new[] { "point" }.Concat(sweep.Axes.Select((_, axis) => string.Create(CultureInfo.InvariantCulture, $"[{axis + 1}]"))).Concat([metric.Title, "95 % interval"]);
        sheet.WriteTable([[.. header], .. sweep.Points.Take(RowsMax).Select(point => Row(point, metric, sweep.Axes.Length))], leftAligned: 0);
        if (sweep.Points.Length > RowsMax)
            sheet.WriteLine($"and {sweep.Points.Length - RowsMax} points more in sweep.csv");
        sheet.WriteLine();
        sheet.DrawRanges($"{metric.Title}, mean and 95 % interval", [.. sweep.Points.Take(RowsMax).Select(point => (point, Estimate: EstimateOf(point, metric))).Where(pair => pair.Estimate is not null)
            .Select(pair => new RangeRow(string.Join(", ", pair.point.Values), pair.Estimate!.Value.MeanLow, pair.Estimate.Value.Mean, pair.Estimate.Value.MeanHigh))], value => MetricText.Number(metric, value));
        var facts = sweep.Facts;
        sheet.WriteLine($"{sweep.Points.Length} points. {MetricText.Effort(facts.Runs, facts.Seed, facts.Threads, facts.WallTime)}");
        sheet.WriteLine("All points share their chance: differences between them are better known than");
        sheet.WriteLine("the means are; compare says how well.");
    }

    private static Estimate? EstimateOf(SweepPoint point, Metric metric) => point.Result.Metrics.SingleOrDefault(row => row.Metric == metric)?.Estimate;

    private static string[] Row(SweepPoint point, Metric metric, int axes)
    {
        var columns = Math.Max(6, Math.Min(ValueColumns, 36 / axes));
        var estimate = EstimateOf(point, metric);
        return
        [
            point.Number.ToString(CultureInfo.InvariantCulture),
            .. point.Values.Select(value => TextTable.Tail(value, columns)),
            MetricText.Number(metric, estimate?.Mean),
            MetricText.Interval(metric, estimate?.MeanLow, estimate?.MeanHigh),
        ];
    }
}
