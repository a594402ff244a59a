namespace DcepSim.Cli.Benching;

/// <summary>Transfers answered in parts of the measured time, in order. The last part is left out where it is not full.</summary>
/// <param name="SlotSeconds">How long a part is.</param>
/// <param name="Transfers">How many were answered in each.</param>
public sealed record ThroughputCurve(double SlotSeconds, IReadOnlyList<long> Transfers);
