using DcepSim.Results;
using DcepSim.Sweeps;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The page of a sweep: metrics at each point.</summary>
internal static class SweepPage
{
    private const int PointsDrawnMax = 24;

    private static readonly Metric[] Drawn = [Metric.Redeemed, Metric.Payments, Metric.Claimed, Metric.OwnMoney];

    public static StudyPage Of(CampaignSweep study, StudySentences say)
    {
        var axes = string.Join(", ", study.Axes.Select(axis => axis.Path));
        var (least, most) = (study.Points.MinBy(Redeemed)!, study.Points.MaxBy(Redeemed)!);
        return new(
            say.Fill("SweepTitle", say.Scenarios),
            say.Fill("SweepQuestion", axes, say.Numbers.Count(study.Points.Length)),
            say.Fill("SweepAnswer", say.Numbers.Yuan(Redeemed(least)), ValuesOf(least), say.Numbers.Yuan(Redeemed(most)), ValuesOf(most)),
            say.Audit,
            [say.Words["SweepNote"], say.Words["UnknownExtra"], say.Words["UnknownForecast"]],
            Figures(study, say),
            study.Points.Length > PointsDrawnMax ? [] : [.. Drawn.Select(metric => ChartOf(study, metric, axes, say))],
            say.Footer);
    }

    private static double Redeemed(SweepPoint point) => point.Result.Metrics[Metric.Redeemed].Mean;

    private static string ValuesOf(SweepPoint point) => string.Join(", ", point.Values);

    private static StudyChart ChartOf(CampaignSweep study, Metric metric, string axes, StudySentences say) => new(
        say.Assumed(say.NameOf(metric), say.Fill("SweepSummary", say.NameOf(metric), axes)),
        new(
            [axes, say.Words["Simulated"], say.Words["Interval"]],
            [.. study.Points.Select(point => point.Result.Metrics[metric]).Zip(study.Points, (row, point) => new[] { ValuesOf(point), say.Numbers.Of(metric, row.Mean), say.Interval(metric, row.Estimate) })]),
        [.. study.Points.Select(point => (point, point.Result.Metrics[metric].Estimate)).Select(pair => StudySentences.Range(ValuesOf(pair.point), pair.Estimate))],
        new(axes, _ => ""),
        say.AxisOf(metric),
        null);

    private static ChartTable Figures(CampaignSweep study, StudySentences say)
    {
        var metrics = study.Points[0].Result.Metrics.Select(row => row.Metric).Where(metric => metric != Metric.Applicants && metric != Metric.Winners).ToList();
        return new(
            [.. study.Axes.Select(axis => axis.Path), .. metrics.Select(say.NameOf)],
            [.. study.Points.Select(point => point.Values.Concat(metrics.Select(metric => say.Numbers.Of(metric, point.Result.Metrics.FirstOrDefault(row => row.Metric == metric)?.Mean))).ToArray())]);
    }
}
