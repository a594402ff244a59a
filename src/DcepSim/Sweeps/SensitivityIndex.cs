using DcepSim.Statistics.Estimation;

namespace DcepSim.Sweeps;

/// <summary>One number that says how a field moves a metric.</summary>
/// <param name="Path">The field.</param>
/// <param name="Index">Which number: <c>first</c> and <c>total</c> (parts of the variance), or <c>mu</c>, <c>muStar</c> and <c>sigma</c> (in the
/// metric's unit, for a step across the whole range).</param>
/// <param name="Estimate">Its value and its bootstrap interval; not numbers where the metric does not vary.</param>
public sealed record SensitivityIndex(string Path, string Index, IntervalEstimate Estimate);
