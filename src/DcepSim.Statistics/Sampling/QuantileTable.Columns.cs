using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Statistics.Sampling;

// Draws for many words side by side: the same values as word by word, at half of the time where the processor has wide vectors.
public sealed unsafe partial class QuantileTable
{
    private const int CellShift = 63 - CellBits;

    /// <summary>The values at many words, as <see cref="Draw"/> gives them.</summary>
    /// <param name="words">Random words.</param>
    /// <param name="values">Takes the values, each at its word's place; as long as <paramref name="words"/>, and may be the same memory.</param>
    internal void DrawAll(ReadOnlySpan<ulong> words, Span<long> values)
    {
        var place = Avx512F.IsSupported && Avx512CD.IsSupported ? DrawWide(words, values[..words.Length]) : 0;
        DrawOneByOne(words[place..], values[place..words.Length]);
    }

    // The bounds are known beforehand: a word has at most 64 leading zeros.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DrawOneByOne(ReadOnlySpan<ulong> words, Span<long> values)
    {
        var (octaves, sideLength, length) = (_octaves, (nint)_sideLength, words.Length);
        fixed (long* nodes = _nodes, to = values)
        fixed (ulong* from = words)
        {
            for (var place = 0; place < length; place++)
                to[place] = ValueAt(nodes, octaves, sideLength, from[place]);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Gather(long* from, Vector512<long> places) => Vector512.Create(
        Avx2.GatherVector256(from, places.GetLower(), sizeof(long)), Avx2.GatherVector256(from, places.GetUpper(), sizeof(long)));
}
