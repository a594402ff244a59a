using System.Globalization;
using DcepSim.Campaigns;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.Results;

namespace DcepSim.Cli;

/// <summary>Draws what came of a campaign: where its runs fell, and its hours.</summary>
internal static class ResultCharts
{
    private const int BinsMax = 30;

    public static void Draw(Sheet sheet, CampaignResult result, CampaignObservations? observed)
    {
        sheet.DrawRanges("Range of runs beside the published figure (line), in per cent of it", MetricText.Agreement(result.Metrics), part => MetricText.Percent(part), reference: 0);
        DrawRuns(sheet, result);
        if (observed is not null)
            DrawHours(sheet, observed);
    }

    private static void DrawRuns(Sheet sheet, CampaignResult result)
    {
        var metric = Metric.Redeemed;
        var values = result.Runs.Select(run => metric.ValueIn(run.Outcome)).OfType<double>().ToList();
        if (values.Count < 2 || values.Max() <= values.Min())
            return;
        var (low, high) = (values.Min(), values.Max());
        var bins = new double[Math.Clamp((int)Math.Ceiling(2 * Math.Sqrt(values.Count)), 5, BinsMax)];
        foreach (var value in values)
            bins[Math.Min(bins.Length - 1, (int)((value - low) / (high - low) * bins.Length))]++;
        var estimate = result.Metrics[metric].Estimate;
        sheet.DrawColumns(
            $"{metric.Title}, yuan: where {values.Count} runs fell",
            $"mean {MetricText.Number(metric, estimate.Mean)}, its 95 % interval {MetricText.Interval(metric, estimate.MeanLow, estimate.MeanHigh)}",
            bins,
            MetricText.Number(metric, low),
            MetricText.Number(metric, high),
            string.Create(CultureInfo.InvariantCulture, $"{bins.Max():0} runs"));
    }

    private static void DrawHours(Sheet sheet, CampaignObservations observed)
    {
        var hours = observed.Hours.GroupBy(hour => hour.Start).Select(hour => (Start: hour.Key, Payments: hour.Sum(channel => channel.Payments.Mean))).ToList();
        sheet.DrawColumns(
            "Payments by hour, mean over runs",
            "assumption, not evidence: no hourly figure is published",
            [.. hours.Select(hour => hour.Payments)],
            DayOf(hours[0].Start),
            DayOf(hours[^1].Start),
            $"{MetricText.Number(Metric.Payments, hours.Max(hour => hour.Payments))}/h");
    }

    private static string DayOf(NodaTime.Instant time) => ShanghaiTime.Local(time).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
}
