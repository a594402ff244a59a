using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DcepSim;

// The same for vectors of four words: where the processor has no wider ones.
public static partial class RandomBlocks
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FourChildren(RandomKey parent, ReadOnlySpan<ulong> numbers, Span<ulong> first, Span<ulong> second)
    {
        ref var from = ref MemoryMarshal.GetReference(numbers);
        var (k0, k1) = (Vector256.Create(parent.K0), Vector256.Create(parent.K1));
        var last = numbers.Length - Vector256<ulong>.Count;
        for (var place = 0; place < numbers.Length; place += 2 * Vector256<ulong>.Count)
        {
            var here = (nuint)Math.Min(place, last);
            var there = (nuint)Math.Min(place + Vector256<ulong>.Count, last);
            var left = FourLanes.OfChildren(Vector256.LoadUnsafe(ref from, here), k0, k1);
            var right = FourLanes.OfChildren(Vector256.LoadUnsafe(ref from, there), k0, k1);
            var (x, y) = (k0, k1);
            for (var round = 0; round < RoundsLeft; round++)
            {
                x += Vector256.Create(RandomBlock.WeylA);
                y += Vector256.Create(RandomBlock.WeylB);
                left = left.Round(x, y);
                right = right.Round(x, y);
            }

            left.Store(here, first, second);
            right.Store(there, first, second);
        }

        return numbers.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FourAt(
        ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, ulong index, Span<ulong> a, Span<ulong> b, Span<ulong> c, Span<ulong> d)
    {
        ref var from0 = ref MemoryMarshal.GetReference(first);
        ref var from1 = ref MemoryMarshal.GetReference(second);
        var high = Vector256.Create(Math.BigMul(MultiplierA, index, out var lowWord));
        var low = Vector256.Create(lowWord);
        var last = first.Length - Vector256<ulong>.Count;
        for (var place = 0; place < first.Length; place += 2 * Vector256<ulong>.Count)
        {
            var here = (nuint)Math.Min(place, last);
            var there = (nuint)Math.Min(place + Vector256<ulong>.Count, last);
            var (x, y) = (Vector256.LoadUnsafe(ref from0, here), Vector256.LoadUnsafe(ref from1, here));
            var (s, t) = (Vector256.LoadUnsafe(ref from0, there), Vector256.LoadUnsafe(ref from1, there));
            var left = new FourLanes(x, Vector256<ulong>.Zero, high ^ y, low);
            var right = new FourLanes(s, Vector256<ulong>.Zero, high ^ t, low);
            for (var round = 0; round < RoundsLeft; round++)
            {
                x += Vector256.Create(RandomBlock.WeylA);
                y += Vector256.Create(RandomBlock.WeylB);
                s += Vector256.Create(RandomBlock.WeylA);
                t += Vector256.Create(RandomBlock.WeylB);
                left = left.Round(x, y);
                right = right.Round(s, t);
            }

            left.StoreAll(here, a, b, c, d);
            right.StoreAll(there, a, b, c, d);
        }

        return first.Length;
    }

    private readonly struct FourLanes(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c, Vector256<ulong> d)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static FourLanes OfChildren(Vector256<ulong> numbers, Vector256<ulong> k0, Vector256<ulong> k1) =>
            OfNumbers(numbers, k0, Vector256.Create(RandomKey.ChildDomain) ^ k1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static FourLanes OfNumbers(Vector256<ulong> numbers, Vector256<ulong> k0, Vector256<ulong> k1)
        {
            WideProducts.Multiply(numbers, MultiplierA, out var high, out var low);
            return new(k0, Vector256<ulong>.Zero, high ^ k1, low);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public FourLanes Round(Vector256<ulong> key0, Vector256<ulong> key1)
        {
            WideProducts.Multiply(a, MultiplierA, out var highA, out var lowA);
            WideProducts.Multiply(c, MultiplierB, out var highC, out var lowC);
            return new(highC ^ b ^ key0, lowC, highA ^ d ^ key1, lowA);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(nuint place, Span<ulong> toA, Span<ulong> toB)
        {
            a.StoreUnsafe(ref MemoryMarshal.GetReference(toA), place);
            b.StoreUnsafe(ref MemoryMarshal.GetReference(toB), place);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void StoreAll(nuint place, Span<ulong> toA, Span<ulong> toB, Span<ulong> toC, Span<ulong> toD)
        {
            Store(place, toA, toB);
            c.StoreUnsafe(ref MemoryMarshal.GetReference(toC), place);
            d.StoreUnsafe(ref MemoryMarshal.GetReference(toD), place);
        }
    }
}
