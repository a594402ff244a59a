namespace DcepSim.Simulation;

/// <summary>
/// Extra spending by winning, of all winners of a run together: what they spend by all tenders less what the same persons, under the same
/// chance, spend in the life in which they do not win. It rests on a prior; no pilot identifies it.
/// </summary>
/// <remarks>Money in fen. A purchase that is the same in both lives is in none of the differences.</remarks>
/// <param name="WindowFen">Over the spend windows, everywhere.</param>
/// <param name="WindowInsideFen">Over the spend windows, at designated merchants.</param>
/// <param name="LongFen">Over the spend windows and the 120 days after, everywhere.</param>
/// <param name="LongInsideFen">Over the same, at designated merchants.</param>
public sealed record ExtraSpending(long WindowFen, long WindowInsideFen, long LongFen, long LongInsideFen)
{
    /// <summary>Outside designated merchants over the spend windows: zero or below, for it is displaced.</summary>
    public long WindowOutsideFen => WindowFen - WindowInsideFen;

    /// <summary>Outside designated merchants over the spend windows and the 120 days after.</summary>
    public long LongOutsideFen => LongFen - LongInsideFen;

    /// <summary>What the campaign's packets and coupons paid, refunds taken off.</summary>
    public required long RedeemedFen { get; init; }

    /// <summary>The price of the purchases that they took part in, by all tenders, refunds taken off.</summary>
    public required long PurchasesFen { get; init; }

    /// <summary>The part of <see cref="PurchasesFen"/> in purchases that are also made in the other life: there or elsewhere, then or later.</summary>
    public required long AnywayFen { get; init; }

    /// <summary>The share of spending in the campaign's purchases that would have happened anyway, 0 to 1; not a number without purchases.</summary>
    public double DisplacedShare => PurchasesFen == 0 ? double.NaN : (double)AnywayFen / PurchasesFen;

    /// <summary>Own money and other tenders beside each yuan redeemed, whether they would have been spent anyway or not; not a number where
    /// nothing was redeemed.</summary>
    public double GrossLeverage => RedeemedFen == 0 ? double.NaN : (double)(PurchasesFen - RedeemedFen) / RedeemedFen;

    /// <summary>Extra spending over the spend windows and the 120 days after for each yuan redeemed; not a number where nothing was redeemed.</summary>
    public double ExtraLeverage => RedeemedFen == 0 ? double.NaN : (double)LongFen / RedeemedFen;

    /// <summary>Yuan redeemed for each yuan of extra spending over the spend windows and the 120 days after; not a number without any.</summary>
    public double CostPerExtraYuan => LongFen <= 0 ? double.NaN : (double)RedeemedFen / LongFen;
}
