namespace DcepSim.Simulation.Scenarios;

/// <summary>A name or title in the two languages of the project.</summary>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
public sealed record LocalizedText(string En, string Zh);
