namespace DcepSim.Simulation.Scenarios;

/// <summary>Purses (双离线钱包) beside the campaign: who has them, under which rules, how they are used, and what goes wrong. They hold
/// their holders' own money, never a packet's. Little of it is published: almost every value is an assumption and marked so.</summary>
/// <param name="Policy">The rules.</param>
/// <param name="Purses">Who has purses.</param>
/// <param name="Use">How they are used.</param>
/// <param name="Outage">When there is no network.</param>
/// <param name="Adversary">What goes wrong on purpose.</param>
public sealed record OfflineScenario(
    OfflinePolicyScenario Policy,
    OfflinePursesScenario Purses,
    OfflineUseScenario Use,
    OfflineOutageScenario Outage,
    OfflineAdversaryScenario Adversary);
