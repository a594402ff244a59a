using DcepSim.Results;

namespace DcepSim.Forecasts;

/// <summary>What is forecast for one metric of a pilot that is known only by its rules. In the metric's unit.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Mean">Mean over draws.</param>
/// <param name="Median">Median over draws.</param>
/// <param name="Low">Lower end of the prediction interval: the order statistic of the draws at p (n + 1), below which one more draw falls with
/// probability p, 0.025 for 95 %. Like all here not a number where fewer draws than <see cref="CampaignForecast.DrawsMin"/> have the metric.</param>
/// <param name="High">Upper end.</param>
/// <param name="Level">What the interval is to cover, such as 0.95.</param>
/// <param name="Sd">Standard deviation over draws.</param>
/// <param name="ChanceSd">The part of it that is run chance: one set of parameters, many runs.</param>
/// <param name="ParameterSd">The part that training leaves open.</param>
/// <param name="BetweenSd">The part that pilots may differ by, as the scales assume. The squares of the three sum to that of <paramref name="Sd"/>,
/// but for chance.</param>
/// <param name="FirstPilotScaled">Baseline: the first training pilot's figure, scaled by packets or by money issued; <c>null</c> where it has none.</param>
/// <param name="MeanOfRatios">Baseline: the mean over training pilots of their figure by packets or by money issued; <c>null</c> where none has one.</param>
public sealed record MetricForecast(
    Metric Metric,
    double Mean,
    double Median,
    double Low,
    double High,
    double Level,
    double Sd,
    double ChanceSd,
    double ParameterSd,
    double BetweenSd,
    double? FirstPilotScaled,
    double? MeanOfRatios);
