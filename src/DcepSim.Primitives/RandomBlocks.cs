using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim;

/// <summary>
/// Keyed chance for many keys, or many indexes of one, side by side, in columns: the same words as <see cref="RandomKey"/> gives one by one, at a fifth to a half of the
/// time where the processor has vectors.
/// </summary>
/// <remarks>Keys are given as two columns, their first and their second halves. Pure functions; safe to call from any thread. O(keys).</remarks>
public static partial class RandomBlocks
{
    private const ulong MultiplierA = RandomBlock.MultiplierA;
    private const ulong MultiplierB = RandomBlock.MultiplierB;
    private const int RoundsLeft = 9; // the first of ten needs less than the others and is written by itself

    /// <summary>The child keys of many numbers, as <see cref="RandomKey.Child(ulong)"/> gives them.</summary>
    /// <param name="parent">The key they are children of.</param>
    /// <param name="numbers">Their numbers.</param>
    /// <param name="first">Takes the first halves.</param>
    /// <param name="second">Takes the second halves.</param>
    /// <exception cref="ArgumentException">A column is shorter than <paramref name="numbers"/>, or two share memory.</exception>
    public static void Children(RandomKey parent, ReadOnlySpan<ulong> numbers, Span<ulong> first, Span<ulong> second)
    {
        RequireRoom(numbers.Length, Math.Min(first.Length, second.Length));
        RequireApart(numbers.Overlaps(first) || numbers.Overlaps(second) || first.Overlaps(second));
        var place = 0;
        if (Avx512F.IsSupported && numbers.Length >= Vector512<ulong>.Count)
            place = WideChildren(parent, numbers, first, second);
        else if (Avx2.IsSupported && numbers.Length >= Vector256<ulong>.Count)
            place = FourChildren(parent, numbers, first, second);
        for (; place < numbers.Length; place++)
            (first[place], second[place]) = parent.Child(numbers[place]);
    }

    /// <summary>The block at one index under each of many keys, as <see cref="RandomKey.Block"/> gives it.</summary>
    /// <param name="first">The keys' first halves.</param>
    /// <param name="second">The keys' second halves.</param>
    /// <param name="index">Which block.</param>
    /// <param name="a">Takes the words 0.</param>
    /// <param name="b">Takes the words 1.</param>
    /// <param name="c">Takes the words 2.</param>
    /// <param name="d">Takes the words 3.</param>
    /// <exception cref="ArgumentException">A column is shorter than <paramref name="first"/>, or one that is filled shares memory with another.</exception>
    public static void At(
        ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, ulong index, Span<ulong> a, Span<ulong> b, Span<ulong> c, Span<ulong> d)
    {
        RequireRoom(first.Length, Math.Min(Math.Min(a.Length, b.Length), Math.Min(Math.Min(c.Length, d.Length), second.Length)));
        RequireApart(IsShared(a, first, second) || IsShared(b, first, second) || IsShared(c, first, second) || IsShared(d, first, second)
            || IsShared(a, b, c) || IsShared(d, a, b) || c.Overlaps(d) || b.Overlaps(c));
        var place = 0;
        if (Avx512F.IsSupported && first.Length >= Vector512<ulong>.Count)
            place = WideAt(first, second, index, a, b, c, d);
        else if (Avx2.IsSupported && first.Length >= Vector256<ulong>.Count)
            place = FourAt(first, second, index, a, b, c, d);
        for (; place < first.Length; place++)
            (a[place], b[place], c[place], d[place]) = new RandomKey(first[place], second[place]).Block(index);
    }

    private static void RequireRoom(int needed, int given)
    {
        if (given < needed)
            throw new ArgumentException($"{needed} keys need columns of that length; one has {given} places.");
    }

    // Words written over keys that are still to be read would give what only this processor's vectors give.
    private static void RequireApart(bool isShared)
    {
        if (isShared)
            throw new ArgumentException("Two columns share memory: those that are filled must lie apart from all others.");
    }

    private static bool IsShared(ReadOnlySpan<ulong> column, ReadOnlySpan<ulong> other, ReadOnlySpan<ulong> another) => column.Overlaps(other) || column.Overlaps(another);

    // The last vector may overlap the one before: it gives the same words again. Compiled in full at once: half-compiled vectors are slower than none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WideChildren(RandomKey parent, ReadOnlySpan<ulong> numbers, Span<ulong> first, Span<ulong> second)
    {
        ref var from = ref MemoryMarshal.GetReference(numbers);
        var (k0, k1) = (Vector512.Create(parent.K0), Vector512.Create(parent.K1));
        for (var place = 0; place < numbers.Length; place += Vector512<ulong>.Count)
        {
            var at = (nuint)Math.Min(place, numbers.Length - Vector512<ulong>.Count);
            var lanes = Lanes.OfNumbers(Vector512.LoadUnsafe(ref from, at), k0, Vector512.Create(RandomKey.ChildDomain) ^ k1);
            var (x, y) = (k0, k1);
            for (var round = 0; round < RoundsLeft; round++)
                lanes = lanes.Round(ref x, ref y);
            lanes.A.StoreUnsafe(ref MemoryMarshal.GetReference(first), at);
            lanes.B.StoreUnsafe(ref MemoryMarshal.GetReference(second), at);
        }

        return numbers.Length;
    }

    // Two vectors at a time: each waits for its own products, so the other can use the time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WideAt(
        ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, ulong index, Span<ulong> a, Span<ulong> b, Span<ulong> c, Span<ulong> d)
    {
        ref var from0 = ref MemoryMarshal.GetReference(first);
        ref var from1 = ref MemoryMarshal.GetReference(second);
        var high = Vector512.Create(Math.BigMul(MultiplierA, index, out var lowWord));
        var low = Vector512.Create(lowWord);
        var last = first.Length - Vector512<ulong>.Count;
        for (var place = 0; place < first.Length; place += 2 * Vector512<ulong>.Count)
        {
            var here = (nuint)Math.Min(place, last);
            var there = (nuint)Math.Min(place + Vector512<ulong>.Count, last);
            var (x, y) = (Vector512.LoadUnsafe(ref from0, here), Vector512.LoadUnsafe(ref from1, here));
            var (s, t) = (Vector512.LoadUnsafe(ref from0, there), Vector512.LoadUnsafe(ref from1, there));
            var left = new Lanes(x, Vector512<ulong>.Zero, high ^ y, low);
            var right = new Lanes(s, Vector512<ulong>.Zero, high ^ t, low);
            for (var round = 0; round < RoundsLeft; round++)
            {
                left = left.Round(ref x, ref y);
                right = right.Round(ref s, ref t);
            }

            left.Store(here, a, b, c, d);
            right.Store(there, a, b, c, d);
        }

        return first.Length;
    }

    private readonly struct Lanes(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d)
    {
        public Vector512<ulong> A => a;

        public Vector512<ulong> B => b;

        /// <summary>The first round of ten, for counters that have one word only.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes OfNumbers(Vector512<ulong> numbers, Vector512<ulong> k0, Vector512<ulong> k1)
        {
            WideProducts.Multiply(numbers, MultiplierA, out var high, out var low);
            return new(k0, Vector512<ulong>.Zero, high ^ k1, low);
        }

        /// <summary>One round, under the keys of the round before moved on by a step.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Round(ref Vector512<ulong> key0, ref Vector512<ulong> key1)
        {
            key0 += Vector512.Create(RandomBlock.WeylA);
            key1 += Vector512.Create(RandomBlock.WeylB);
            WideProducts.Multiply(a, MultiplierA, out var highA, out var lowA);
            WideProducts.Multiply(c, MultiplierB, out var highC, out var lowC);
            return new(highC ^ b ^ key0, lowC, highA ^ d ^ key1, lowA);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(nuint place, Span<ulong> toA, Span<ulong> toB, Span<ulong> toC, Span<ulong> toD)
        {
            a.StoreUnsafe(ref MemoryMarshal.GetReference(toA), place);
            b.StoreUnsafe(ref MemoryMarshal.GetReference(toB), place);
            c.StoreUnsafe(ref MemoryMarshal.GetReference(toC), place);
            d.StoreUnsafe(ref MemoryMarshal.GetReference(toD), place);
        }
    }
}
