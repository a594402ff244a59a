using System.Runtime.CompilerServices;

namespace DcepSim.Simulation.Agents;

/// <summary>The mean gap between one person's occasions, in units of shopping time with <see cref="BehaviourTables.UnitBits"/> binary
/// digits behind the point; whole-number arithmetic, rounded down.</summary>
/// <param name="Value">The gap; <see cref="ulong.MaxValue"/> is endless.</param>
internal readonly record struct MeanGap(ulong Value)
{
    private const int UnitBits = BehaviourTables.UnitBits;
    private const int HalfBits = UnitBits / 2;

    /// <summary>The gap of somebody who never shops.</summary>
    public static MeanGap Endless => new(ulong.MaxValue);

    /// <summary>Longer than any window, whatever is drawn: the person never shops.</summary>
    public bool IsEndless => Value == ulong.MaxValue;

    /// <summary>The mean gap of a person.</summary>
    /// <param name="unitsAtRateOne">Of a person of rate 1, in units, below 2^63.</param>
    /// <param name="rate">The person's rate, above 0, below 2^62, with as many binary digits.</param>
    public static MeanGap Of(long unitsAtRateOne, long rate)
    {
        var divisor = (ulong)rate;
        var (whole, rest) = Math.DivRem((ulong)unitsAtRateOne, divisor);
        if (whole >> UnitBits != 0 || divisor >> (64 - HalfBits) != 0)
            return Slowly(unitsAtRateOne, divisor);
        (var upper, rest) = Math.DivRem(rest << HalfBits, divisor); // long division, 16 digits at a time: no 128-bit number is needed
        var lower = (rest << HalfBits) / divisor;
        return new((whole << UnitBits) | (upper << HalfBits) | lower);
    }

    /// <summary>This gap times a draw of mean 1, in whole units; <see cref="ulong.MaxValue"/> when it is beyond any window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Times(long unitDraw)
    {
        var high = Math.BigMul(Value, (ulong)unitDraw, out var low);
        return high >> UnitBits == 0 ? (high << (64 - UnitBits)) | (low >> UnitBits) : ulong.MaxValue;
    }

    private static MeanGap Slowly(long unitsAtRateOne, ulong divisor)
    {
        var gap = ((UInt128)(ulong)unitsAtRateOne << UnitBits) / divisor;
        return new(gap < ulong.MaxValue ? (ulong)gap : ulong.MaxValue);
    }
}
