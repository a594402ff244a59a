using System.Globalization;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Experiments;

/// <summary>What the runs say about one metric, beside what was published about it.</summary>
/// <param name="Metric">Which metric.</param>
/// <param name="Role">What part the published figure played; agreement with a <see cref="FigureRole.Fitted"/> figure proves nothing.</param>
/// <param name="Published">The published figure in the metric's unit; <c>null</c> where there is none.</param>
/// <param name="Estimate">Mean, spread and ranges, in the metric's unit; the mean is not a number where a run has no value (a mean payment
/// without payments).</param>
public sealed record MetricEstimate(Metric Metric, FigureRole Role, long? Published, Estimate Estimate)
{
    /// <summary>The mean over runs, in the metric's unit.</summary>
    public double Mean => Estimate.Mean;

    /// <summary>How far the mean lies from the published figure, as a fraction of it; <c>null</c> where nothing (or zero) is published.</summary>
    public double? Difference => Published is null or 0 ? null : (Mean - Published.Value) / Published.Value;

    /// <summary>Name, mean and interval of the mean, in the invariant culture.</summary>
    public override string ToString() => Estimate.MeanLow is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Metric.Name}: {Mean:0.##}")
        : string.Create(CultureInfo.InvariantCulture, $"{Metric.Name}: {Mean:0.##} ({Estimate.Level:0.##%} interval of the mean {Estimate.MeanLow:0.##} to {Estimate.MeanHigh:0.##})");
}
