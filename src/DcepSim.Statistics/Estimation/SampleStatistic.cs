namespace DcepSim.Statistics.Estimation;

/// <summary>A number computed from a sample, whatever the order of its values.</summary>
/// <param name="sample">The values; not to be kept.</param>
public delegate double SampleStatistic(ReadOnlySpan<double> sample);
