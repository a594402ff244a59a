namespace DcepSim.Wallets;

/// <summary>What merchants take off a price out of their own pocket. Nothing of it is e-CNY: the price is lower.</summary>
public static class MerchantMoney
{
    private const int Millionths = 1_000_000;

    /// <summary>A discount for white-listed customers (白名单折扣), rounded down to the fen.</summary>
    /// <param name="price">The purchase.</param>
    /// <param name="rateMillionths">The share taken off, in millionths, 0 to 1,000,000.</param>
    /// <param name="most">The most taken off; zero for no cap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    public static Amount Discount(Amount price, int rateMillionths, Amount most)
    {
        if (rateMillionths is < 0 or > Millionths)
            throw new ArgumentOutOfRangeException(nameof(rateMillionths), rateMillionths, $"A discount lies between 0 and {Millionths} millionths.");
        var off = Amount.FromFen((long)((Int128)price.Fen * rateMillionths / Millionths));
        return most.IsZero ? off : Amount.Min(off, most);
    }

    /// <summary>A merchants' coupon: worth its value on a purchase of at least its threshold, and never more than the price.</summary>
    /// <param name="price">The purchase, after any discount.</param>
    /// <param name="coupon">The coupon's value.</param>
    /// <param name="threshold">The least purchase.</param>
    public static Amount Coupon(Amount price, Amount coupon, Amount threshold) => price < threshold ? Amount.Zero : Amount.Min(price, coupon);
}
