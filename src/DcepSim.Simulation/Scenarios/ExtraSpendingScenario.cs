namespace DcepSim.Simulation.Scenarios;

/// <summary>
/// A prior for extra spending: the expected total spending of a winner, by all tenders, less that of the same person not winning.
/// </summary>
/// <remarks>No pilot identifies it. For packets without threshold the nearest evidence is a marginal propensity of 0.1 to 0.25 (S96, S97); the
/// multipliers of 3 to 6 (3.1 to 5.8 in S87, S94, S95) arise from the thresholds of coupons and are applied to coupons with a threshold alone, never to packets.
/// Each run draws one value of either from its range, evenly, under a key of its own: two designs are compared under the same value.</remarks>
/// <param name="PropensityLow">Packets without threshold: least extra spending for each yuan, 0 to 1.</param>
/// <param name="PropensityHigh">The same: most.</param>
/// <param name="CouponLow">Coupons with a threshold: least extra spending for each yuan, 0 to 20.</param>
/// <param name="CouponHigh">The same: most.</param>
/// <param name="OutsideShare">The share of displaced spending that would have happened outside designated merchants, 0 to 1 (assumed).</param>
/// <param name="LaterShare">The share of displaced spending that would have happened in the 120 days after the window, 0 to 1 (assumed).</param>
public sealed record ExtraSpendingScenario(
    double PropensityLow, double PropensityHigh, double CouponLow, double CouponHigh, double OutsideShare, double LaterShare)
{
    /// <summary>The prior taken where a scenario asks for extra spending and says nothing more.</summary>
    public static ExtraSpendingScenario Assumed { get; } = new(0.1, 0.25, 3, 6, 0.5, 0.2);
}
