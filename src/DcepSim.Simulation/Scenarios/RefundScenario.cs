namespace DcepSim.Simulation.Scenarios;

/// <summary>Purchases that are taken back in full.</summary>
/// <param name="Share">The share of payments, 0 to 1.</param>
/// <param name="MeanDelayHours">The mean of the exponential delay, above 0 to 10,000 hours.</param>
public sealed record RefundScenario(double Share, double MeanDelayHours)
{
    /// <summary>Nothing is taken back.</summary>
    public static RefundScenario None { get; } = new(0, 72);
}
