using System.Globalization;
using System.Runtime.CompilerServices;

namespace DcepSim;

/// <summary>
/// A quantity of e-CNY: whole fen (1/100 yuan), never negative.
/// </summary>
/// <remarks>
/// <para><c>default</c> is zero fen, a valid amount. The range is 0 to <see cref="MaxValue"/>.</para>
/// <para>Adding two amounts is overflow-checked and throws above <see cref="MaxValue"/>. Taking one amount from another is either
/// <see cref="TrySubtract"/>, which stays an amount, or the operator −, which gives a signed <see cref="NetAmount"/>.</para>
/// <para>Immutable and safe to share between threads.</para>
/// </remarks>
public readonly record struct Amount : IComparable<Amount>
{
    /// <summary>The largest amount: 10^17 fen (10^15 yuan), far above any money stock, far below the range of 64 bits.</summary>
    public static readonly Amount MaxValue = new(MaxFen);

    internal const long MaxFen = 100_000_000_000_000_000;

    private const long FenPerYuan = 100;

    private Amount(long fen) => Fen = fen;

    /// <summary>Nothing; equal to <c>default</c>.</summary>
    public static Amount Zero => default;

    /// <summary>The amount in fen, 0 to 10^17.</summary>
    public long Fen { get; }

    /// <summary>Whether this is zero fen.</summary>
    public bool IsZero => Fen == 0;

    /// <summary>An amount of whole fen.</summary>
    /// <param name="fen">Fen, 0 to 10^17.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fen"/> is outside the range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Amount FromFen(long fen) => fen is >= 0 and <= MaxFen ? new(fen) : throw OutOfRange(fen);

    /// <summary>An amount of whole yuan.</summary>
    /// <param name="yuan">Yuan, 0 to 10^15.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="yuan"/> is outside the range.</exception>
    public static Amount FromYuan(long yuan) =>
        yuan is >= 0 and <= MaxFen / FenPerYuan ? new(yuan * FenPerYuan) : throw OutOfRange(nameof(yuan), yuan, MaxFen / FenPerYuan);

    /// <summary>The sum of two amounts.</summary>
    /// <exception cref="OverflowException">The sum is above <see cref="MaxValue"/>.</exception>
    public static Amount operator +(Amount left, Amount right)
    {
        var fen = left.Fen + right.Fen;
        return fen <= MaxFen ? new(fen) : throw new OverflowException($"{left} + {right} is above {MaxValue}.");
    }

    /// <summary>The signed difference of two amounts.</summary>
    public static NetAmount operator -(Amount left, Amount right) => new(left.Fen - right.Fen);

    /// <summary>Whether <paramref name="left"/> is less than <paramref name="right"/>.</summary>
    public static bool operator <(Amount left, Amount right) => left.Fen < right.Fen;

    /// <summary>Whether <paramref name="left"/> is greater than <paramref name="right"/>.</summary>
    public static bool operator >(Amount left, Amount right) => left.Fen > right.Fen;

    /// <summary>Whether <paramref name="left"/> is at most <paramref name="right"/>.</summary>
    public static bool operator <=(Amount left, Amount right) => left.Fen <= right.Fen;

    /// <summary>Whether <paramref name="left"/> is at least <paramref name="right"/>.</summary>
    public static bool operator >=(Amount left, Amount right) => left.Fen >= right.Fen;

    /// <summary>The smaller of two amounts.</summary>
    public static Amount Min(Amount left, Amount right) => left.Fen <= right.Fen ? left : right;

    /// <summary>The sum of two amounts; the same as the operator +.</summary>
    /// <exception cref="OverflowException">The sum is above <see cref="MaxValue"/>.</exception>
    public static Amount Add(Amount left, Amount right) => left + right;

    /// <summary>The signed difference of two amounts; the same as the operator −.</summary>
    public static NetAmount Subtract(Amount left, Amount right) => left - right;

    /// <summary>Takes <paramref name="part"/> from this amount, if it is there to take.</summary>
    /// <param name="part">What to take.</param>
    /// <param name="rest">What is left; zero when the answer is <c>false</c>.</param>
    /// <returns><c>false</c> when <paramref name="part"/> is more than this amount.</returns>
    public bool TrySubtract(Amount part, out Amount rest)
    {
        if (part.Fen > Fen)
        {
            rest = default;
            return false;
        }

        rest = new(Fen - part.Fen);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Amount other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with two decimals, in the invariant culture: <c>200.00</c>.</summary>
    public override string ToString() => Yuan.Format(Fen);

    // By itself: whoever calls then keeps nothing for its sake but the value.
    private static ArgumentOutOfRangeException OutOfRange(long fen) => OutOfRange(nameof(fen), fen, MaxFen);

    private static ArgumentOutOfRangeException OutOfRange(string name, long value, long max) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"An amount lies between 0 and {max} {name}."));
}
