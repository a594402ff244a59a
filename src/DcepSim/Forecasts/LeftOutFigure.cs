using DcepSim.Statistics.Estimation;

namespace DcepSim.Forecasts;

/// <summary>A forecast held against the published figure that it knew nothing of. In the metric's unit.</summary>
/// <param name="Forecast">The forecast, baselines in it.</param>
/// <param name="Outcome">The published figure.</param>
public sealed record LeftOutFigure(MetricForecast Forecast, double Outcome)
{
    /// <summary>Whether the figure lies in the prediction interval.</summary>
    public bool IsCovered => Outcome >= Forecast.Low && Outcome <= Forecast.High;

    /// <summary>The interval score of the forecast; smaller is better.</summary>
    public double Score => IntervalScore.Of(Forecast.Low, Forecast.High, Forecast.Level, Outcome);

    /// <summary>The score of the first pilot scaled, given an interval as wide, relative to its value, as the forecast's; <c>null</c> where there is no such baseline.</summary>
    public double? FirstPilotScore => ScoreOf(Forecast.FirstPilotScaled);

    /// <summary>The score of the mean of ratios, given an interval as wide, relative to its value, as the forecast's; <c>null</c> where there is no such baseline.</summary>
    public double? MeanOfRatiosScore => ScoreOf(Forecast.MeanOfRatios);

    /// <summary>Which of the three has the smallest score: <c>model</c>, <c>firstPilotScaled</c> or <c>meanOfRatios</c>; <c>null</c> where there is no baseline.</summary>
    public string? Best => FirstPilotScore is null && MeanOfRatiosScore is null ? null
        : Score <= (FirstPilotScore ?? double.PositiveInfinity) && Score <= (MeanOfRatiosScore ?? double.PositiveInfinity) ? "model"
        : (FirstPilotScore ?? double.PositiveInfinity) <= (MeanOfRatiosScore ?? double.PositiveInfinity) ? "firstPilotScaled"
        : "meanOfRatios";

    // A baseline says nothing of its own error. The forecast's relative interval is lent to it, so that centres are compared.
    private double? ScoreOf(double? baseline) => baseline is { } value && Forecast.Median > 0
        ? IntervalScore.Of(value * Forecast.Low / Forecast.Median, value * Forecast.High / Forecast.Median, Forecast.Level, Outcome)
        : null;
}
