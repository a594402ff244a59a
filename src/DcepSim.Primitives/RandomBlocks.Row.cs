using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim;

// Blocks of one key, one index after another: what a draw among many gives each its word from.
public static partial class RandomBlocks
{
    /// <summary>Blocks of one key in a row, as <see cref="RandomKey.Block"/> gives them: as many as <paramref name="a"/> has places.</summary>
    /// <param name="key">The key.</param>
    /// <param name="index">The index of the first; after the last of all comes 0.</param>
    /// <param name="a">Takes the words 0.</param>
    /// <param name="b">Takes the words 1.</param>
    /// <param name="c">Takes the words 2.</param>
    /// <param name="d">Takes the words 3.</param>
    /// <exception cref="ArgumentException">A column is shorter than <paramref name="a"/>, or two share memory.</exception>
    public static void InARow(RandomKey key, ulong index, Span<ulong> a, Span<ulong> b, Span<ulong> c, Span<ulong> d)
    {
        RequireRoom(a.Length, Math.Min(b.Length, Math.Min(c.Length, d.Length)));
        RequireApart(IsShared(a, b, c) || IsShared(d, a, b) || c.Overlaps(d) || b.Overlaps(c));
        var place = 0;
        if (Avx512F.IsSupported && a.Length >= Vector512<ulong>.Count)
            place = WideRow(key, index, a, b, c, d);
        else if (Avx2.IsSupported && a.Length >= Vector256<ulong>.Count)
            place = FourRow(key, index, a, b, c, d);
        for (; place < a.Length; place++)
            (a[place], b[place], c[place], d[place]) = key.Block(unchecked(index + (ulong)place)); // an index is a number modulo 2^64
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WideRow(RandomKey key, ulong index, Span<ulong> a, Span<ulong> b, Span<ulong> c, Span<ulong> d)
    {
        var (k0, k1) = (Vector512.Create(key.K0), Vector512.Create(key.K1));
        var numbers = Vector512.Create(index) + Vector512<ulong>.Indices;
        var last = a.Length - Vector512<ulong>.Count;
        for (var place = 0; place < a.Length; place += 2 * Vector512<ulong>.Count)
        {
            var here = Math.Min(place, last);
            var there = Math.Min(place + Vector512<ulong>.Count, last);
            var left = Lanes.OfNumbers(numbers + Vector512.Create((ulong)here), k0, k1);
            var right = Lanes.OfNumbers(numbers + Vector512.Create((ulong)there), k0, k1);
            var (x, y) = (k0, k1);
            var (s, t) = (k0, k1);
            for (var round = 0; round < RoundsLeft; round++)
            {
                left = left.Round(ref x, ref y);
                right = right.Round(ref s, ref t);
            }

            left.Store((nuint)here, a, b, c, d);
            right.Store((nuint)there, a, b, c, d);
        }

        return a.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FourRow(RandomKey key, ulong index, Span<ulong> a, Span<ulong> b, Span<ulong> c, Span<ulong> d)
    {
        var (k0, k1) = (Vector256.Create(key.K0), Vector256.Create(key.K1));
        var numbers = Vector256.Create(index) + Vector256<ulong>.Indices;
        var last = a.Length - Vector256<ulong>.Count;
        for (var place = 0; place < a.Length; place += 2 * Vector256<ulong>.Count)
        {
            var here = Math.Min(place, last);
            var there = Math.Min(place + Vector256<ulong>.Count, last);
            var left = FourLanes.OfNumbers(numbers + Vector256.Create((ulong)here), k0, k1);
            var right = FourLanes.OfNumbers(numbers + Vector256.Create((ulong)there), k0, k1);
            var (x, y) = (k0, k1);
            for (var round = 0; round < RoundsLeft; round++)
            {
                x += Vector256.Create(RandomBlock.WeylA);
                y += Vector256.Create(RandomBlock.WeylB);
                left = left.Round(x, y);
                right = right.Round(x, y);
            }

            left.StoreAll((nuint)here, a, b, c, d);
            right.StoreAll((nuint)there, a, b, c, d);
        }

        return a.Length;
    }
}
