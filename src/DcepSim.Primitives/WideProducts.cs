using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim;

/// <summary>Products of 64 by 64 bits: what keyed chance and draws from tables are made of. Eight pairs side by side only where the processor has
/// <see cref="Avx512F"/>, four only where it has <see cref="Avx2"/>.</summary>
internal static class WideProducts
{
    private const byte UpperHalves = 0b10101010;

    /// <summary>The upper 64 bits of a product and the lower.</summary>
    /// <remarks>The processor gives both at once, but the runtime passes the lower through memory: multiplying twice takes half as long.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Multiply(ulong left, ulong right, out ulong low)
    {
        if (!Bmi2.X64.IsSupported)
            return Math.BigMul(left, right, out low);
        low = unchecked(left * right);
        return Bmi2.X64.MultiplyNoFlags(left, right);
    }

    /// <summary>All 128 bits of four products with one factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(Vector256<ulong> value, ulong factor, out Vector256<ulong> high, out Vector256<ulong> low) =>
        Multiply(value, Vector256.Create(factor), Vector256.Create(factor >> 32), out high, out low);

    /// <summary>All 128 bits of four products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(Vector256<ulong> left, Vector256<ulong> right, out Vector256<ulong> high, out Vector256<ulong> low) =>
        Multiply(left, right, right >>> 32, out high, out low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(
        Vector256<ulong> left, Vector256<ulong> right, Vector256<ulong> rightHigh, out Vector256<ulong> high, out Vector256<ulong> low)
    {
        var leftHigh = left >>> 32;
        var lowLow = OfLowHalves(left, right);
        var middle = OfLowHalves(leftHigh, right) + (lowLow >>> 32);
        var other = OfLowHalves(left, rightHigh) + UpperFrom(middle, Vector256<ulong>.Zero);
        high = OfLowHalves(leftHigh, rightHigh) + (middle >>> 32) + (other >>> 32);
        low = UpperFrom(lowLow, other << 32);
    }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> OfLowHalves(Vector256<ulong> left, Vector256<ulong> right) => Avx2.Multiply(left.AsUInt32(), right.AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> UpperFrom(Vector256<ulong> lower, Vector256<ulong> upper) =>
        Avx2.Blend(lower.AsUInt32(), upper.AsUInt32(), UpperHalves).AsUInt64();
}
