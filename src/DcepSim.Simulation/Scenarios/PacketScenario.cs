using System.Collections.Immutable;

namespace DcepSim.Simulation.Scenarios;

/// <summary>A face value and how many winners it is for, with what else the package brings.</summary>
/// <remarks>Where nothing more is said it is a plain red packet: without threshold, spendable in parts wherever the campaign is.</remarks>
/// <param name="Face">The packet's value, at least one yuan; zero only for a package that is a discount or a merchant's coupon alone. File
/// field <c>faceYuan</c>.</param>
/// <param name="Count">How many winners get one, at least 1; for a further row of a package the count of its first row.</param>
public sealed record PacketScenario(Amount Face, int Count)
{
    /// <summary>The name of a package of several rows (组合券): who wins the first row of that name gets every row of it, each with rules of its
    /// own. Empty for a row that is a package by itself. File field <c>package</c>; files leave out the count and stratum of further rows, which
    /// are those of the first.</summary>
    public string Package { get; init; } = "";

    /// <summary>How many packets of this face one winner gets, 1 to 20.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Whether all are worth the face, or the money of all is split at random among them.</summary>
    public PacketAmounts Amounts { get; init; }

    /// <summary>The least purchase it may be used on (满减); above zero it is a coupon, used whole and once. Zero for none. File field
    /// <c>thresholdYuan</c>.</summary>
    public Amount Threshold { get; init; }

    /// <summary>The stratum of applicants it is reserved for; empty when every applicant may win one.</summary>
    public string Stratum { get; init; } = "";

    /// <summary>The merchant categories it may be spent in; empty for all.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>The districts it may be spent in; empty for all but other cities, which must be named.</summary>
    public ImmutableArray<string> Districts { get; init; } = [];

    /// <summary>Whether it is for shops, for online platforms, or for both.</summary>
    public PacketChannels Channels { get; init; }

    /// <summary>The share of the price that merchants take off for the winner (白名单折扣), 0 to 0.9: their money, not the campaign's.</summary>
    public double DiscountRate { get; init; }

    /// <summary>The most taken off one purchase; zero for no cap. File field <c>discountCapYuan</c>.</summary>
    public Amount DiscountCap { get; init; }

    /// <summary>A coupon of the merchants' own money in the same package, used once; zero for none. File field <c>merchantCouponYuan</c>.</summary>
    public Amount MerchantCoupon { get; init; }

    /// <summary>The least purchase the merchants' coupon may be used on. File field <c>merchantCouponThresholdYuan</c>.</summary>
    public Amount MerchantCouponThreshold { get; init; }

    /// <summary>The money the row takes from the budget: face times copies times count.</summary>
    /// <exception cref="OverflowException">The product leaves 64 bits.</exception>
    public Amount Value => Amount.FromFen(Face.Fen * Copies * Count);
}
