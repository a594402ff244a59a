namespace DcepSim.Simulation.Scenarios;

/// <summary>Whether and when a winner claims: with probability 1 − exp(a + b ln W), W the hours of the spend window.</summary>
/// <param name="LapseIntercept">a; the probability to lapse must stay within 0 to 1.</param>
/// <param name="LapseWindowSlope">b; below zero, longer windows lose fewer.</param>
/// <param name="MeanDelayHours">Mean of the exponential delay from the opening of claims, above 0 to 1,000 hours.</param>
public sealed record ClaimScenario(double LapseIntercept, double LapseWindowSlope, double MeanDelayHours);
