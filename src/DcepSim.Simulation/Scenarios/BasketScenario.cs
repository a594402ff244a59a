namespace DcepSim.Simulation.Scenarios;

/// <summary>What one purchase costs: lognormal.</summary>
/// <param name="MedianYuan">The median purchase in yuan, 0.1 to 100,000.</param>
/// <param name="Sigma">Standard deviation of the logarithm, 0.01 to 3.</param>
public sealed record BasketScenario(double MedianYuan, double Sigma);
