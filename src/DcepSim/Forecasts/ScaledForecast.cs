using System.Collections.Immutable;

namespace DcepSim.Forecasts;

/// <summary>What the forecast would be if pilots differed more or less than assumed.</summary>
/// <param name="Factor">By which all scales between pilots are multiplied.</param>
/// <param name="Metrics">The forecasts; their parts are left out (zero).</param>
public sealed record ScaledForecast(double Factor, ImmutableArray<MetricForecast> Metrics);
