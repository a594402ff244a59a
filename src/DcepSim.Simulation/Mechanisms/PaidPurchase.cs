namespace DcepSim.Simulation.Mechanisms;

/// <summary>A purchase that may be taken back: what was paid, and from where.</summary>
/// <param name="Person">Who bought.</param>
/// <param name="Merchant">Where.</param>
/// <param name="Holdings">The packets that paid.</param>
/// <param name="Amounts">What each paid.</param>
/// <param name="OwnMoney">What the wallet paid.</param>
/// <param name="CouponFen">What coupons with a threshold paid.</param>
internal sealed record PaidPurchase(int Person, int Merchant, int[] Holdings, Amount[] Amounts, Amount OwnMoney, long CouponFen)
{
    /// <summary>What it adds to extra spending.</summary>
    public LifeDifference Added { get; init; }
}
