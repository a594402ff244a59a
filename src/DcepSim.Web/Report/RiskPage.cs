using System.Globalization;
using DcepSim.OfflineRisks;
using DcepSim.Statistics.Estimation;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The page of a study of offline risk: loss against detection delay, and both at each point.</summary>
internal static class RiskPage
{
    private const int PointsDrawnMax = 24;

    public static StudyPage Of(OfflineRisk study, StudySentences say)
    {
        var points = study.Points.OrderBy(point => point.DetectionHours.Mean).ToList();
        var axes = string.Join(", ", study.Axes.Select(axis => axis.Path));
        var (least, most) = (points.MinBy(Loss)!, points.MaxBy(Loss)!);
        return new(
            say.Fill("RiskTitle", say.Scenarios),
            say.Fill("RiskQuestion", axes, say.Numbers.Count(points.Count)),
            say.Fill("RiskAnswer", Yuan(Loss(least)), ValuesOf(least), Yuan(Loss(most)), ValuesOf(most)),
            say.Fill("RiskAudit", say.Numbers.Count((double)study.Facts.Points * study.Facts.Runs)),
            [say.Words["RiskNote"], say.Fill("RiskAssumed", say.Numbers.Count(study.Assumptions.Length), string.Join(", ", study.Assumptions.Select(entry => entry.Key)))],
            Figures(study, say),
            points.Count > PointsDrawnMax ? [] : [LossChart(points, axes, say), DelayChart(points, axes, say)],
            say.Footer);
    }

    private static double Loss(OfflineRiskPoint point) => point.LossPerMillion.Mean;

    private static string ValuesOf(OfflineRiskPoint point) => string.Join(", ", point.Values);

    private static string Yuan(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Hours(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private static string Interval(Estimate estimate, Func<double, string> write) =>
        estimate is { MeanLow: { } low, MeanHigh: { } high } ? $"{write(low)} – {write(high)}" : "–";

    private static StudyChart LossChart(List<OfflineRiskPoint> points, string axes, StudySentences say) => new(
        say.Assumed(say.Words["RiskCurve"], say.Fill("RiskCurveSummary", axes)),
        new(
            [say.Words["RiskDelay"], axes, say.Words["RiskLoss"], say.Words["Interval"]],
            [.. points.Select(point => new[] { Hours(point.DetectionHours.Mean), ValuesOf(point), Yuan(Loss(point)), Interval(point.LossPerMillion, Yuan) })]),
        [.. points.Select(point => StudySentences.Range($"{Hours(point.DetectionHours.Mean)} h ({ValuesOf(point)})", point.LossPerMillion))],
        new(say.Words["RiskDelay"], _ => ""),
        new(say.Words["RiskLoss"], say.Numbers.Shortened),
        null);

    private static StudyChart DelayChart(List<OfflineRiskPoint> points, string axes, StudySentences say) => new(
        say.Assumed(say.Words["RiskDelay"], say.Fill("SweepSummary", say.Words["RiskDelay"], axes)),
        new(
            [axes, say.Words["RiskDelay"], say.Words["Interval"]],
            [.. points.Select(point => new[] { ValuesOf(point), Hours(point.DetectionHours.Mean), Interval(point.DetectionHours, Hours) })]),
        [.. points.Select(point => StudySentences.Range(ValuesOf(point), point.DetectionHours))],
        new(axes, _ => ""),
        new(say.Words["RiskDelay"], say.Numbers.Shortened),
        null);

    private static ChartTable Figures(OfflineRisk study, StudySentences say) => new(
        [.. study.Axes.Select(axis => axis.Path), say.Words["RiskLoss"], say.Words["Interval"], say.Words["RiskDelay"], say.Words["Interval"], say.Words["RiskFound"]],
        [.. study.Points.Select(point => point.Values.Concat(
        [
            Yuan(Loss(point)), Interval(point.LossPerMillion, Yuan), Hours(point.DetectionHours.Mean), Interval(point.DetectionHours, Hours),
            point.FoundShare.Mean.ToString("P0", CultureInfo.InvariantCulture),
        ]).ToArray())]);
}
