using System.Globalization;
using DcepSim.Cli.Screen;
using DcepSim.Comparisons;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary>How figures are shown to a person: money in yuan, counts whole.</summary>
internal static class MetricText
{
    public const string Nothing = "–";

    // Totals in whole yuan; a mean payment is small enough for its fen to matter.
    public static string Number(Metric metric, double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
            return Nothing;
        if (metric.Unit == MetricUnit.Share)
            return number.ToString("0.0 %", CultureInfo.InvariantCulture);
        if (metric.Unit == MetricUnit.Ratio)
            return number.ToString(Math.Abs(number) < 1 ? "0.0000" : "#,0.00", CultureInfo.InvariantCulture);
        if (metric.Unit == MetricUnit.Count)
            return number.ToString("#,0", CultureInfo.InvariantCulture);
        return (number / 100).ToString(metric == Metric.MeanPayment ? "#,0.00" : "#,0", CultureInfo.InvariantCulture);
    }

    public static string Interval(Metric metric, double? low, double? high) => low is null ? Nothing : $"{Number(metric, low)}–{Number(metric, high)}";

    /// <summary>A difference, with its sign, and with decimals where it is small.</summary>
    public static string Signed(Metric metric, double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
            return Nothing;
        if (metric.Unit == MetricUnit.Share)
            return number.ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture);
        if (metric.Unit == MetricUnit.Ratio)
            return number.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
        var shown = metric.Unit == MetricUnit.Fen ? number / 100 : number;
        return shown.ToString(metric == Metric.MeanPayment || Math.Abs(shown) < 100 ? "+#,0.00;-#,0.00;0.00" : "+#,0;-#,0;0", CultureInfo.InvariantCulture);
    }

    public static string Percent(double? part) => part is { } value && double.IsFinite(value) ? value.ToString("+0.00 %;-0.00 %;0.00 %", CultureInfo.InvariantCulture) : Nothing;

    /// <summary>Differences as parts of the first design's mean, where they have one.</summary>
    public static IReadOnlyList<RangeRow> Relative(IEnumerable<MetricDifference> differences) =>
        [.. differences.Where(row => row.Relative is not null && row.Baseline.Mean > 0).Select(row => new RangeRow(row.Metric.Title, row.Difference.MeanLow / row.Baseline.Mean, row.Relative!.Value, row.Difference.MeanHigh / row.Baseline.Mean))];

    /// <summary>How far runs lie from published figures, as parts of these; inputs are left out, as they agree because they were put in.</summary>
    public static IReadOnlyList<RangeRow> Agreement(IEnumerable<MetricEstimate> metrics) =>
        [.. metrics.Where(metric => metric is { Published: > 0 } && metric.Role != FigureRole.Input && double.IsFinite(metric.Mean))
            .Select(metric => new RangeRow(metric.Metric.Title, (metric.Estimate.RunLow / metric.Published) - 1, (metric.Mean / metric.Published!.Value) - 1, (metric.Estimate.RunHigh / metric.Published) - 1))];

    public static string Role(FigureRole role) => role == FigureRole.HeldOut ? "held out" : role.ToString().ToLowerInvariant();

    /// <summary>How often and how long, in one line.</summary>
    public static string Effort(int runs, long seed, int threads, TimeSpan? wallTime)
    {
        var time = wallTime is { } wall ? string.Create(CultureInfo.InvariantCulture, $", {wall.TotalSeconds:0.0} s on {(threads == 1 ? "1 thread" : $"{threads} threads")}") : "";
        return $"Money in yuan. {(runs == 1 ? "1 run" : $"{runs} runs")}, seed {seed}{time}.";
    }

    /// <summary>What a person must know of the runs beside their number: where a precision stopped them, and whose parameters they took.</summary>
    public static IEnumerable<string> Conditions(PrecisionOutcome? precision, ParameterEnsemble? ensemble)
    {
        if (precision is not null)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Precision of {precision.Target.Metric.Title}: {(precision.RelativeHalfWidth is { } width && double.IsFinite(width) ? string.Create(CultureInfo.InvariantCulture, $"±{width:0.###%}") : "no interval")}, ±{precision.Target.RelativeHalfWidth:0.###%} asked; {(precision.IsMet ? "reached" : "not reached")}.");
        }

        if (ensemble is not null)
        {
            yield return $"The runs take {ensemble.Sets.Length} parameter sets in turn ({ensemble.Hash[..12]}):";
            yield return "ranges hold what is not known about parameters, beside chance.";
        }
    }
}
