using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim;

/// <summary>Products of 64 by 64 bits for eight pairs side by side: what keyed chance and draws from tables are made of. Only where the processor has
/// <see cref="Avx512F"/>.</summary>
internal static class WideProducts
{
    /// <summary>All 128 bits of the products with one factor, from four products of halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(Vector512<ulong> value, ulong factor, out Vector512<ulong> high, out Vector512<ulong> low) =>
        Multiply(value, Vector512.Create(factor), Vector512.Create(factor >> 32), out high, out low);

    /// <summary>All 128 bits of the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(Vector512<ulong> left, Vector512<ulong> right, out Vector512<ulong> high, out Vector512<ulong> low) =>
        Multiply(left, right, right >>> 32, out high, out low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(
        Vector512<ulong> left, Vector512<ulong> right, Vector512<ulong> rightHigh, out Vector512<ulong> high, out Vector512<ulong> low)
    {
        var lowHalf = Vector512.Create((ulong)uint.MaxValue);
        var leftHigh = left >>> 32;
        var lowLow = OfLowHalves(left, right);
        var middle = OfLowHalves(leftHigh, right) + (lowLow >>> 32);
        var other = OfLowHalves(left, rightHigh) + (middle & lowHalf);
        high = OfLowHalves(leftHigh, rightHigh) + (middle >>> 32) + (other >>> 32);
        low = (other << 32) | (lowLow & lowHalf);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> OfLowHalves(Vector512<ulong> left, Vector512<ulong> right) => Avx512F.Multiply(left.AsUInt32(), right.AsUInt32());
}
