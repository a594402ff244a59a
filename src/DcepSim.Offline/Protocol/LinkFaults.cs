namespace DcepSim.Offline;

/// <summary>How often a near-field link does wrong, each in parts per million of packets. No measured figure is published: assumptions.</summary>
/// <remarks><c>default</c> is a perfect link.</remarks>
/// <param name="LostPpm">A packet does not arrive; 0 to 1,000,000.</param>
/// <param name="RepeatedPpm">A packet arrives twice, the second time later.</param>
/// <param name="ReorderedPpm">A packet arrives after the next one.</param>
/// <param name="ChangedPpm">A packet arrives with one byte changed.</param>
public readonly record struct LinkFaults(int LostPpm, int RepeatedPpm, int ReorderedPpm, int ChangedPpm);
