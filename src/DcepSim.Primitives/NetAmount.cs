namespace DcepSim;

/// <summary>
/// A signed quantity of e-CNY in whole fen: a difference between amounts, a position, or the central bank's issue account.
/// </summary>
/// <remarks><c>default</c> is zero. Arithmetic is overflow-checked. Immutable and safe to share between threads.</remarks>
/// <param name="Fen">Fen; may be negative.</param>
public readonly record struct NetAmount(long Fen) : IComparable<NetAmount>
{
    /// <summary>Zero; equal to <c>default</c>.</summary>
    public static NetAmount Zero => default;

    /// <summary>The sum of two net amounts.</summary>
    /// <exception cref="OverflowException">The sum leaves 64 bits.</exception>
    public static NetAmount operator +(NetAmount left, NetAmount right) => new(left.Fen + right.Fen);

    /// <summary>The difference of two net amounts.</summary>
    /// <exception cref="OverflowException">The difference leaves 64 bits.</exception>
    public static NetAmount operator -(NetAmount left, NetAmount right) => new(left.Fen - right.Fen);

    /// <summary>The same quantity with the other sign.</summary>
    /// <exception cref="OverflowException">The least 64-bit number has no counterpart.</exception>
    public static NetAmount operator -(NetAmount value) => new(-value.Fen);

    /// <summary>Whether <paramref name="left"/> is less than <paramref name="right"/>.</summary>
    public static bool operator <(NetAmount left, NetAmount right) => left.Fen < right.Fen;

    /// <summary>Whether <paramref name="left"/> is greater than <paramref name="right"/>.</summary>
    public static bool operator >(NetAmount left, NetAmount right) => left.Fen > right.Fen;

    /// <summary>Whether <paramref name="left"/> is at most <paramref name="right"/>.</summary>
    public static bool operator <=(NetAmount left, NetAmount right) => left.Fen <= right.Fen;

    /// <summary>Whether <paramref name="left"/> is at least <paramref name="right"/>.</summary>
    public static bool operator >=(NetAmount left, NetAmount right) => left.Fen >= right.Fen;

    /// <summary>An amount as a net amount.</summary>
    public static NetAmount From(Amount amount) => new(amount.Fen);

    /// <summary>The sum; the same as the operator +.</summary>
    public static NetAmount Add(NetAmount left, NetAmount right) => left + right;

    /// <summary>The difference; the same as the operator −.</summary>
    public static NetAmount Subtract(NetAmount left, NetAmount right) => left - right;

    /// <summary>The same quantity with the other sign; the same as the unary operator −.</summary>
    public static NetAmount Negate(NetAmount value) => -value;

    /// <inheritdoc/>
    public int CompareTo(NetAmount other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with two decimals and a leading minus if negative, in the invariant culture.</summary>
    public override string ToString() => Yuan.Format(Fen);
}
