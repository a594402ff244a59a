using DcepSim.Simulation.Scenarios;

namespace DcepSim.Simulation;

/// <summary>
/// Extra spending by winning, of all winners of a run together: expected total spending by all tenders less what the same persons would have
/// spent without winning. A prior turned into money; no pilot identifies it.
/// </summary>
/// <remarks>Of each packet yuan the marginal propensity m is extra for good, and 1 − m displaces spending that would have happened anyway: the
/// later share of it in the 120 days after the window, the outside share of it outside designated merchants. A coupon with a threshold adds its
/// multiplier, inside and within the window (no significant shift in time was found, S87). What is paid beside packets would have been paid
/// without them. All money in fen, rounded to the nearest.</remarks>
/// <param name="WindowFen">Over the spend windows, everywhere.</param>
/// <param name="WindowInsideFen">Over the spend windows, at designated merchants.</param>
/// <param name="LongFen">Over the spend windows and the 120 days after, everywhere.</param>
/// <param name="LongInsideFen">Over the same, at designated merchants.</param>
public sealed record ExtraSpending(long WindowFen, long WindowInsideFen, long LongFen, long LongInsideFen)
{
    private const ulong PropensityWord = 0;
    private const ulong CouponWord = 1;

    /// <summary>Outside designated merchants over the spend windows: below zero, for it is displaced.</summary>
    public long WindowOutsideFen => WindowFen - WindowInsideFen;

    /// <summary>Outside designated merchants over the spend windows and the 120 days after.</summary>
    public long LongOutsideFen => LongFen - LongInsideFen;

    /// <summary>The extra spending of one run.</summary>
    /// <param name="prior">What is believed.</param>
    /// <param name="packetFen">Spent from packets without threshold.</param>
    /// <param name="couponFen">Spent from coupons with a threshold.</param>
    /// <param name="run">The run's key.</param>
    public static ExtraSpending Of(ExtraSpendingScenario prior, long packetFen, long couponFen, RandomKey run)
    {
        ArgumentNullException.ThrowIfNull(prior);
        var key = run.Child("extra spending");
        var propensity = Draw(prior.PropensityLow, prior.PropensityHigh, key.Word(PropensityWord));
        var byCoupons = couponFen * Draw(prior.CouponLow, prior.CouponHigh, key.Word(CouponWord));
        var displaced = packetFen * (1 - propensity);
        var displacedInWindow = displaced * (1 - prior.LaterShare);
        return new(
            Fen(packetFen - displacedInWindow + byCoupons),
            Fen(packetFen - (displacedInWindow * (1 - prior.OutsideShare)) + byCoupons),
            Fen(packetFen - displaced + byCoupons),
            Fen(packetFen - (displaced * (1 - prior.OutsideShare)) + byCoupons));
    }

    // An estimate, no balance: floating point may touch it.
    private static long Fen(double value) => (long)Math.Round(value);

    private static double Draw(double low, double high, ulong word) => low + ((high - low) * ((word >> 11) * Math.Pow(2, -53)));
}
