namespace DcepSim.Simulation.Scenarios;

/// <summary>Where a value comes from.</summary>
/// <param name="Mark">What kind of knowledge it is.</param>
/// <param name="Source">Source ids of the data register (such as <c>S1, S2</c>), or the reason or method in words; never empty.</param>
public sealed record Provenance(Mark Mark, string Source);
