using DcepSim.Offline;

namespace DcepSim.Simulation.Scenarios;

/// <summary>Who has purses.</summary>
/// <param name="People">How many people there are; 0 takes the claimants who try double-offline payment, as many as each run has.</param>
/// <param name="WithPurseShare">The share of them who have a purse; the others cannot pay in an outage. 0 to 1.</param>
/// <param name="Merchants">How many merchants have a purse.</param>
/// <param name="Form">The device of every holder.</param>
/// <param name="Fill">What a holder fills the purse up to at each contact. File field <c>fillYuan</c>.</param>
public sealed record OfflinePursesScenario(int People, double WithPurseShare, int Merchants, PurseForm Form, Amount Fill);
