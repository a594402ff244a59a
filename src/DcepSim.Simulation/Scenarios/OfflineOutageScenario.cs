namespace DcepSim.Simulation.Scenarios;

/// <summary>When there is no network.</summary>
/// <param name="AfterHours">Hours from the opening of the spend window until it begins.</param>
/// <param name="Hours">How long it lasts; 0 for none.</param>
/// <param name="EveryHours">From the beginning of one to that of the next; 0 when there is only one.</param>
/// <param name="Reaches">Whom it cuts off.</param>
public sealed record OfflineOutageScenario(int AfterHours, int Hours, int EveryHours, OutageReach Reaches);
