using System.Runtime.CompilerServices;

namespace DcepSim.Simulation.Agents;

/// <summary>The mean gap between one person's occasions, in units of shopping time with <see cref="BehaviourTables.UnitBits"/> binary
/// digits behind the point; whole-number arithmetic, rounded down.</summary>
/// <param name="Value">The gap; <see cref="ulong.MaxValue"/> is endless.</param>
internal readonly record struct MeanGap(ulong Value)
{
    private const int UnitBits = BehaviourTables.UnitBits;
    internal const double Scale = 1UL << UnitBits;
    internal const double GuessMax = 1L << 61; // a guess is wrong by a part of 2^51 at most: by less than 2^11
    internal const int RateBitsMax = 48; // so that what a wrong guess leaves fits 64 bits

    /// <summary>The gap of somebody who never shops.</summary>
    public static MeanGap Endless => new(ulong.MaxValue);

    /// <summary>Longer than any window, whatever is drawn: the person never shops.</summary>
    public bool IsEndless => Value == ulong.MaxValue;

    /// <summary>The mean gap of a person.</summary>
    /// <param name="unitsAtRateOne">Of a person of rate 1, in units, below 2^63.</param>
    /// <param name="rate">The person's rate, above 0, below 2^62, with as many binary digits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MeanGap Of(long unitsAtRateOne, long rate)
    {
        unchecked // differences of wrapped products: what is left is small
        {
            // Floating point guesses and whole numbers correct it: half as long as dividing whole numbers.
            var guess = unitsAtRateOne * Scale / rate;
            if (!(guess < GuessMax) || (ulong)rate >> RateBitsMax != 0)
                return Slowly(unitsAtRateOne, (ulong)rate);
            var gap = (long)guess;
            var rest = (unitsAtRateOne << UnitBits) - (gap * rate);
            var more = (long)((double)rest / rate); // of less than 2^44 both: never too little, so no whole rate is left
            gap += more;
            rest -= more * rate;
            gap += rest >> 63; // one less where too much was taken
            return new((ulong)gap);
        }
    }

    /// <summary>This gap times a draw of mean 1, in whole units; <see cref="ulong.MaxValue"/> when it is beyond any window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Times(long unitDraw)
    {
        var high = WideProducts.Multiply(Value, (ulong)unitDraw, out var low);
        return high >> UnitBits == 0 ? (high << (64 - UnitBits)) | (low >> UnitBits) : ulong.MaxValue;
    }

    private static MeanGap Slowly(long unitsAtRateOne, ulong divisor)
    {
        var gap = ((UInt128)(ulong)unitsAtRateOne << UnitBits) / divisor;
        return new(gap < ulong.MaxValue ? (ulong)gap : ulong.MaxValue);
    }
}
