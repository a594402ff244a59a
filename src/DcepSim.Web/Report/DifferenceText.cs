using DcepSim.Comparisons;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>What comparisons and branches say alike: paired differences against the first design.</summary>
internal static class DifferenceText
{
    public static string AnswerOf(ComparedDesign design, StudySentences say)
    {
        var clear = design.Differences.Where(row => row is { IsClear: true, Relative: not null })
            .Select(row => $"{say.NameOf(row.Metric)} {say.Numbers.Change(row.Relative)} ({say.Numbers.Change(row.Difference.MeanLow / row.Baseline.Mean)} – {say.Numbers.Change(row.Difference.MeanHigh / row.Baseline.Mean)})").ToList();
        return clear.Count == 0 ? say.Fill("CompareNothing", design.Label) : say.Fill("CompareAnswer", design.Label, string.Join(say.IsChinese ? "；" : "; ", clear));
    }

    public static StudyChart ChartOf(ComparedDesign design, ComparedDesign baseline, StudySentences say)
    {
        var rows = design.Differences.Where(row => row.Relative is not null && row.Baseline.Mean > 0).ToList();
        return new(
            say.Assumed(say.Fill("CompareChart", design.Label, baseline.Label), say.Words["CompareSummary"]),
            new(
                [say.Words["Statistic"], baseline.Label, design.Label, say.Words["Difference"], say.Words["PairedInterval"]],
                [.. rows.Select(row => new[] { say.NameOf(row.Metric), say.Numbers.Of(row.Metric, row.Baseline.Mean), say.Numbers.Of(row.Metric, row.Variant.Mean), say.Numbers.Change(row.Relative), Interval(row, say) })]),
            [.. rows.Select(row => new RangePoint(say.NameOf(row.Metric), 100 * row.Relative!.Value, PartOf(row, row.Difference.MeanLow), PartOf(row, row.Difference.MeanHigh)))],
            new("", _ => ""),
            say.PerCent("CompareUp"),
            0);
    }

    public static ChartTable Figures(IReadOnlyList<ComparedDesign> designs, StudySentences say) => new(
        [say.Words["Design"], say.Words["Statistic"], say.Words["Simulated"], say.Words["Interval"], say.Words["Difference"], say.Words["PairedInterval"]],
        [
            .. designs.SelectMany((design, place) => design.Result.Metrics.Select(metric =>
            {
                var row = place == 0 ? null : design.Differences.FirstOrDefault(row => row.Metric == metric.Metric);
                return new[]
                {
                    design.Label,
                    say.NameOf(metric.Metric),
                    say.Numbers.Of(metric.Metric, metric.Mean),
                    say.Interval(metric.Metric, metric.Estimate),
                    say.Numbers.Change(row?.Relative),
                    row is null ? "–" : Interval(row, say),
                };
            })),
        ]);

    private static double PartOf(MetricDifference row, double? value) => 100 * (value / row.Baseline.Mean ?? row.Relative!.Value);

    private static string Interval(MetricDifference row, StudySentences say) =>
        row.Difference.MeanLow is null || row.Relative is null ? "–" : $"{say.Numbers.Change(row.Difference.MeanLow / row.Baseline.Mean)} – {say.Numbers.Change(row.Difference.MeanHigh / row.Baseline.Mean)}";
}
