using System.Globalization;
using DcepSim.Forecasts;
using DcepSim.Results;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The page of a forecast: prediction intervals, what they are made of, and what other assumptions would give.</summary>
internal static class ForecastPage
{
    private const double Deviations = 1.96;

    public static StudyPage Of(CampaignForecast study, StudySentences say)
    {
        var training = string.Join(say.IsChinese ? "、" : ", ", study.Training.Select(say.TitleOf));
        var redeemed = study[Metric.Redeemed.Name];
        return new(
            say.Fill("PredictTitle", say.TitleOf(study.Target)),
            say.Fill("PredictQuestion", say.TitleOf(study.Target), training),
            say.Fill("PredictAnswer", say.Numbers.Yuan(redeemed.Median), say.Numbers.Yuan(redeemed.Low), say.Numbers.Yuan(redeemed.High)),
            say.Audit,
            [
                say.Words["PredictParts"],
                say.Fill("PredictBetween", string.Join(", ", study.Assumed.Between.Select(field => field.Field.Path))),
                say.Fill("PredictSets", say.Numbers.Count(study.Sets), say.Numbers.Count(study.SetsTried)),
                say.Words["UnknownExtra"],
            ],
            Figures(study, say),
            [.. Intervals(study, say), Parts(study, say), .. OtherScales(study, redeemed, say)],
            say.Footer);
    }

    private static IEnumerable<MetricForecast> Drawn(CampaignForecast study) => study.Metrics.Where(forecast => forecast.Median > 0);

    private static double Relative(double end, MetricForecast forecast) => 100 * ((end / forecast.Median) - 1);

    private static double Part(double sd, MetricForecast forecast) => 100 * Deviations * sd / forecast.Median;

    private static IEnumerable<StudyChart> Intervals(CampaignForecast study, StudySentences say) =>
    [
        new(
            say.Assumed(say.Words["PredictChart"], say.Words["PredictSummary"]),
            new(
                [say.Words["Statistic"], say.Words["Median"], say.Words["PredictionInterval"]],
                [.. Drawn(study).Select(forecast => new[] { say.NameOf(forecast.Metric), say.Numbers.Of(forecast.Metric, forecast.Median), say.Numbers.Range(forecast.Metric, forecast.Low, forecast.High) })]),
            [.. Drawn(study).Select(forecast => new RangePoint(say.NameOf(forecast.Metric), 0, Relative(forecast.Low, forecast), Relative(forecast.High, forecast)))],
            new("", _ => ""),
            say.PerCent("PredictUp"),
            0),
    ];

    private static StudyChart Parts(CampaignForecast study, StudySentences say)
    {
        (string Name, Func<MetricForecast, double> Sd)[] parts = [(say.Words["PartChance"], row => row.ChanceSd), (say.Words["PartParameters"], row => row.ParameterSd), (say.Words["PartPilots"], row => row.BetweenSd)];
        return new(
            say.Assumed(say.Words["PartsChart"], say.Words["PartsSummary"]),
            new(
                [say.Words["Statistic"], .. parts.Select(part => part.Name)],
                [.. Drawn(study).Select(forecast => new[] { say.NameOf(forecast.Metric) }.Concat(parts.Select(part => say.Numbers.Percent(Part(part.Sd(forecast), forecast) / 100))).ToArray())]),
            [],
            new("", _ => ""),
            say.PerCent("PartsUp"),
            null)
        {
            Columns = [.. parts.Select(part => new ColumnSeries(part.Name, [.. Drawn(study).Select(forecast => new ColumnPoint(say.NameOf(forecast.Metric), Part(part.Sd(forecast), forecast)))]))],
        };
    }

    private static IEnumerable<StudyChart> OtherScales(CampaignForecast study, MetricForecast redeemed, StudySentences say)
    {
        var place = study.Metrics.IndexOf(redeemed);
        var scales = study.OtherScales.Select(scaled => (scaled.Factor, Forecast: scaled.Metrics[place])).Append((Factor: 1, Forecast: redeemed)).OrderBy(scaled => scaled.Factor).ToList();
        if (scales.Count < 2)
            return [];
        return
        [
            new(
                say.Assumed(say.Words["ScalesChart"], say.Words["ScalesSummary"]),
                new(
                    [say.Words["ScalesAlong"], say.Words["Median"], say.Words["PredictionInterval"]],
                    [.. scales.Select(scaled => new[] { Factor(scaled.Factor), say.Numbers.Yuan(scaled.Forecast.Median), say.Numbers.Range(scaled.Forecast.Metric, scaled.Forecast.Low, scaled.Forecast.High) })]),
                [.. scales.Select(scaled => new RangePoint(Factor(scaled.Factor), scaled.Forecast.Median, scaled.Forecast.Low, scaled.Forecast.High))],
                new(say.Words["ScalesAlong"], _ => ""),
                say.AxisOf(redeemed.Metric),
                null),
        ];
    }

    private static string Factor(double factor) => factor.ToString("0.##", CultureInfo.InvariantCulture);

    private static ChartTable Figures(CampaignForecast study, StudySentences say) => new(
        [say.Words["Statistic"], say.Words["Median"], say.Words["PredictionInterval"], say.Words["PartChance"], say.Words["PartParameters"], say.Words["PartPilots"], say.Words["BaselineFirst"], say.Words["BaselineRatios"]],
        [
            .. study.Metrics.Select(forecast => new[]
            {
                say.NameOf(forecast.Metric),
                say.Numbers.Of(forecast.Metric, forecast.Median),
                say.Numbers.Range(forecast.Metric, forecast.Low, forecast.High),
                say.Numbers.Percent(Part(forecast.ChanceSd, forecast) / 100),
                say.Numbers.Percent(Part(forecast.ParameterSd, forecast) / 100),
                say.Numbers.Percent(Part(forecast.BetweenSd, forecast) / 100),
                say.Numbers.Of(forecast.Metric, forecast.FirstPilotScaled),
                say.Numbers.Of(forecast.Metric, forecast.MeanOfRatios),
            }),
        ]);
}
