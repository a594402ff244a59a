using DcepSim.Results;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Experiments;

/// <summary>A metric over runs: its values in run order, and their estimate where every run has one.</summary>
internal static class MetricValues
{
    public static double[] Of(Metric metric, IEnumerable<CampaignRunResult> runs) => [.. runs.Select(run => metric.ValueIn(run.Outcome))];

    public static Estimate Estimate(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                return Nothing(values.Length);
        }

        return RunEstimator.FromRuns(values);
    }

    /// <summary>The paired difference of two designs' runs; not a number where a run has no value.</summary>
    public static Estimate Difference(ReadOnlySpan<double> ofBaseline, ReadOnlySpan<double> ofVariant)
    {
        for (var run = 0; run < ofBaseline.Length; run++)
        {
            if (!double.IsFinite(ofBaseline[run] + ofVariant[run]))
                return Nothing(ofBaseline.Length);
        }

        return RunEstimator.FromPairs(ofBaseline, ofVariant);
    }

    private static Estimate Nothing(int runs) => new(double.NaN, null, null, null, null, null, RunEstimator.FromRuns([0]).Level, runs);
}
