using DcepSim.Statistics.Estimation;

namespace DcepSim.Statistics.Designs;

/// <summary>How much of the variance of an output one factor explains. <c>default</c> means nothing. Immutable.</summary>
/// <param name="First">The part that knowing this factor alone would remove, with its bootstrap interval.</param>
/// <param name="Total">The part that would stay if all other factors were known: its own effect and all it shares in.</param>
public readonly record struct SobolIndex(IntervalEstimate First, IntervalEstimate Total);
