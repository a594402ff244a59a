namespace DcepSim.Cli.Benching;

/// <summary>How far a benchmark is.</summary>
/// <param name="Phase">What it does, in a few words.</param>
/// <param name="Done">How much of it is done.</param>
/// <param name="Total">How much there is; 0 when that is not known.</param>
/// <param name="Latency">How long answers took so far, about; null before there are any, and while accounts are opened.</param>
public readonly record struct BenchProgress(string Phase, long Done, long Total, Percentiles? Latency = null);
