using DcepSim.Results;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Comparisons;

/// <summary>How much more of a metric one design gives than the baseline, under the same chance.</summary>
/// <param name="Metric">Which metric.</param>
/// <param name="Baseline">The baseline's estimate.</param>
/// <param name="Variant">The design's own estimate.</param>
/// <param name="Difference">Design minus baseline, run by run (<see cref="EstimatorNames.PairedDifference"/>); not a number where a run has no
/// value.</param>
public sealed record MetricDifference(Metric Metric, Estimate Baseline, Estimate Variant, Estimate Difference)
{
    /// <summary>The difference as a part of the baseline's mean; <c>null</c> where that is zero or there is none.</summary>
    public double? Relative => Baseline.Mean != 0 && double.IsFinite(Difference.Mean / Baseline.Mean) ? Difference.Mean / Baseline.Mean : null;

    /// <summary>How many times more runs independent seeds would need for the same interval; <c>null</c> where the difference does not vary.</summary>
    public double? RunsSaved => Difference.Sd is > 0 && Baseline.Sd is { } baseline && Variant.Sd is { } variant
        ? ((baseline * baseline) + (variant * variant)) / (Difference.Sd * Difference.Sd)
        : null;

    /// <summary>Whether the interval leaves out zero.</summary>
    public bool IsClear => Difference.MeanLow > 0 || Difference.MeanHigh < 0;
}
