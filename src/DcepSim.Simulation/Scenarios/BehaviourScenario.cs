namespace DcepSim.Simulation.Scenarios;

/// <summary>How winners claim and spend: the parameters of the behavioural model (see the room's ODD page).</summary>
/// <param name="Claim">Whether and when a winner claims.</param>
/// <param name="Occasions">When claimants shop.</param>
/// <param name="Basket">What one purchase costs.</param>
/// <param name="OwnMoney">How the part above the packet is paid.</param>
/// <param name="DoubleOfflineShare">The share of claimants who try payment between two devices without network (双离线), 0 to 1: they are
/// counted; their devices are not modelled here.</param>
public sealed record BehaviourScenario(ClaimScenario Claim, OccasionScenario Occasions, BasketScenario Basket, OwnMoneyScenario OwnMoney, double DoubleOfflineShare);
