namespace DcepSim.Simulation.Scenarios;

/// <summary>A group of applicants that packets may be reserved for, such as residents and visitors.</summary>
/// <param name="Id">Its short name.</param>
/// <param name="Share">Its share of the applicants, 0 to 1; the shares of a scenario sum to at most 1, the rest belongs to none.</param>
public sealed record StratumScenario(string Id, double Share);
