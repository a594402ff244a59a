namespace DcepSim;

/// <summary>
/// A set of scopes: for a merchant, those it is designated for; for a packet, those it may be spent in. A till accepts a packet when the
/// two sets meet.
/// </summary>
/// <remarks>Up to 64 scopes in one ledger. <c>default</c> is the empty set: a packet with it can be spent nowhere, a merchant with it
/// accepts no packet.</remarks>
/// <param name="Bits">One bit a scope.</param>
public readonly record struct SpendScope(ulong Bits)
{
    /// <summary>The empty set; equal to <c>default</c>.</summary>
    public static SpendScope None => default;

    /// <summary>Every scope.</summary>
    public static SpendScope All => new(ulong.MaxValue);

    /// <summary>The set with one scope in it.</summary>
    /// <param name="index">0 to 63.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 to 63.</exception>
    public static SpendScope Of(int index) =>
        index is >= 0 and < 64 ? new(1UL << index) : throw new ArgumentOutOfRangeException(nameof(index), index, "A scope is numbered 0 to 63.");

    /// <summary>The scopes in either set.</summary>
    public static SpendScope operator |(SpendScope left, SpendScope right) => new(left.Bits | right.Bits);

    /// <summary>The scopes in either set; the same as the operator |.</summary>
    public static SpendScope BitwiseOr(SpendScope left, SpendScope right) => left | right;

    /// <summary>Whether the two sets have a scope in common.</summary>
    public bool Meets(SpendScope other) => (Bits & other.Bits) != 0;
}
