namespace DcepSim.Simulation.Scenarios;

/// <summary>A category of merchants, such as catering or culture.</summary>
/// <param name="Id">Its short name.</param>
/// <param name="Share">Its share of the merchants in store and of shopping occasions, above 0 to 1; the shares of a scenario sum to 1.</param>
public sealed record CategoryScenario(string Id, double Share);
