namespace DcepSim.Simulation.Scenarios;

/// <summary>How the part of a purchase above the packet is paid.</summary>
/// <param name="TopUpProbability">τ: the probability that it is paid from a wallet top-up; otherwise by another tender outside e-CNY. 0 to 1.</param>
/// <param name="Reading">What the published own-money figure is taken to mean.</param>
public sealed record OwnMoneyScenario(double TopUpProbability, OwnMoneyReading Reading);
