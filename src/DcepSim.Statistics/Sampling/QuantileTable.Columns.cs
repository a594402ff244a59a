using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Statistics.Sampling;

// Draws for many words side by side: the same values as word by word, at half of the time where the processor has vectors.
public sealed unsafe partial class QuantileTable
{
    private const int CellShift = 63 - CellBits;

    /// <summary>The values at many words, as <see cref="Draw"/> gives them.</summary>
    /// <param name="words">Random words.</param>
    /// <param name="values">Takes the values, each at its word's place; as long as <paramref name="words"/>, and may be the same memory.</param>
    internal void DrawAll(ReadOnlySpan<ulong> words, Span<long> values)
    {
        values = values[..words.Length];
        var place = Avx512F.IsSupported && Avx512CD.IsSupported ? DrawWide(words, values) : Avx2.IsSupported ? DrawFours(words, values) : 0;
        DrawOneByOne(words[place..], values[place..]);
    }

    // The bounds are known beforehand: a word has at most 64 leading zeros.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DrawOneByOne(ReadOnlySpan<ulong> words, Span<long> values)
    {
        var (octaves, sideLength, length) = (_octaves, (nint)_sideLength, words.Length);
        fixed (long* nodes = _nodes, to = values)
        fixed (ulong* from = words)
        {
            unchecked // a place among words
            {
                for (var place = 0; place < length; place++)
                    to[place] = ValueAt(nodes, octaves, sideLength, from[place]);
            }
        }
    }

    // Compiled in full at once: half-compiled vectors are slower than none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int DrawWide(ReadOnlySpan<ulong> words, Span<long> values)
    {
        ref var from = ref MemoryMarshal.GetReference(words);
        ref var to = ref MemoryMarshal.GetReference(values);
        var sideLength = Vector512.Create((long)_sideLength);
        var octaves = Vector512.Create((long)_octaves);
        var place = 0;
        fixed (long* nodes = _nodes)
        {
            for (; place <= words.Length - Vector512<ulong>.Count; place += Vector512<ulong>.Count)
            {
                // Step by step what the draw of one word does.
                var word = Vector512.LoadUnsafe(ref from, (nuint)place);
                var upper = Vector512.ShiftRightArithmetic(word.AsInt64(), 63);
                var tail = word ^ upper.AsUInt64();
                var zeros = Avx512CD.LeadingZeroCount(tail); // one more than the octave's number
                var isBeyond = Vector512.GreaterThan(zeros.AsInt64(), octaves);
                var ruler = Vector512.AndNot(Avx512F.ShiftLeftLogicalVariable(tail, zeros), isBeyond.AsUInt64());
                var cell = (ruler >>> CellShift).AsInt64() & Vector512.Create(CellsPerOctave - 1L);
                var node = (sideLength & upper) + Vector512.AndNot(((octaves - zeros.AsInt64()) << CellBits) + cell, isBeyond);
                var start = Gather(nodes, node);
                var step = ((Gather(nodes + 1, node) - start) ^ upper) - upper;
                WideProducts.Multiply(step.AsUInt64(), ruler << (CellBits + 1), out var rise, out var rest);
                rise += rest >>> 63;
                (start + ((rise.AsInt64() ^ upper) - upper)).StoreUnsafe(ref to, (nuint)place);
            }
        }

        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int DrawFours(ReadOnlySpan<ulong> words, Span<long> values)
    {
        var place = 0;
        fixed (long* nodes = _nodes, to = values)
        fixed (ulong* from = words)
        {
            unchecked // a place among words
            {
                for (; place <= words.Length - Vector256<ulong>.Count; place += Vector256<ulong>.Count)
                {
                    if (!TryFour(nodes, Vector256.Load(from + place), to + place))
                        DrawOneByOne(new(from + place, Vector256<ulong>.Count), new(to + place, Vector256<ulong>.Count));
                }
            }
        }

        return place;
    }

    // Step by step what the draw of one word does; where one of them lies beyond the table, none is drawn.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryFour(long* nodes, Vector256<ulong> words, long* values)
    {
        unchecked // addresses within a table
        {
            var upper = Vector256.LessThan(words.AsInt64(), Vector256<long>.Zero);
            var tail = words ^ upper.AsUInt64();
            var zeros = LeadingZeros(tail);
            var octaves = Vector256.Create((long)_octaves);
            if (Vector256.GreaterThanAny(zeros, octaves))
                return false;
            var ruler = Avx2.ShiftLeftLogicalVariable(tail, zeros.AsUInt64());
            var node = (Vector256.Create((long)_sideLength) & upper) + ((octaves - zeros - Vector256<long>.One) << CellBits) + (ruler >>> CellShift).AsInt64();
            var even = Vector256.Create(Vector128.Load(nodes + node[0]), Vector128.Load(nodes + node[2]));
            var odd = Vector256.Create(Vector128.Load(nodes + node[1]), Vector128.Load(nodes + node[3]));
            var start = Avx2.UnpackLow(even, odd);
            var step = ((Avx2.UnpackHigh(even, odd) - start) ^ upper) - upper;
            WideProducts.Multiply(step.AsUInt64(), ruler << (CellBits + 1), out var rise, out var rest);
            rise += rest >>> 63;
            (start + ((rise.AsInt64() ^ upper) - upper)).Store(values);
            return true;
        }
    }

    // Of numbers below 2^63, by the exponent of a floating-point number: without the bit after the leading one it cannot be rounded up to the next power.
    // The halves become the lower bits of 2^84 and of 2^52. Of zero more than 64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> LeadingZeros(Vector256<ulong> numbers)
    {
        const byte UpperHalves = 0b10101010;
        const double UpperFrom = 19342813113834066795298816.0; // 2^84
        const double LowerFrom = 4503599627370496.0; // 2^52
        const int ExponentOf63 = 1023 + 63;
        var plain = Vector256.AndNot(numbers, numbers >>> 1);
        var high = ((plain >>> 32) | Vector256.Create(UpperFrom).AsUInt64()).AsDouble() - Vector256.Create(UpperFrom + LowerFrom);
        var low = Avx2.Blend(plain.AsUInt32(), Vector256.Create(LowerFrom).AsUInt32(), UpperHalves).AsDouble();
        return Vector256.Create((long)ExponentOf63) - ((high + low).AsInt64() >>> 52);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Gather(long* from, Vector512<long> places) => Vector512.Create(
        Avx2.GatherVector256(from, places.GetLower(), sizeof(long)), Avx2.GatherVector256(from, places.GetUpper(), sizeof(long)));
}
