namespace DcepSim.Simulation.Scenarios;

/// <summary>An online platform (线上平台) on which packets may be spent.</summary>
/// <param name="Name">Its name in both languages.</param>
/// <param name="Share">The probability that an occasion falls on it, 0 to 1; those of a scenario sum to at most 1, the rest is in store.</param>
public sealed record PlatformScenario(LocalizedText Name, double Share);
