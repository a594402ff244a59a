using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Statistics.Sampling;

// Draws for many words side by side: the same numbers as word by word, quicker where the processor has wide vectors.
public sealed unsafe partial class DiscreteTable
{
    /// <summary>The numbers drawn by many words, as <see cref="Draw"/> gives them.</summary>
    /// <param name="words">Random words.</param>
    /// <param name="numbers">Takes the numbers, each at its word's place; as long as <paramref name="words"/>, and may be the same memory.</param>
    internal void DrawAll(ReadOnlySpan<ulong> words, Span<long> numbers)
    {
        var place = Avx512F.IsSupported ? DrawWide(words, numbers[..words.Length]) : 0;
        DrawOneByOne(words[place..], numbers[place..words.Length]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DrawOneByOne(ReadOnlySpan<ulong> words, Span<long> numbers)
    {
        var (count, length) = ((ulong)_cells.Length, words.Length);
        fixed (ulong* cells = _cells, from = words)
        fixed (long* to = numbers)
        {
            unchecked // an index of a cell
            {
                for (var place = 0; place < length; place++)
                {
                    var index = WideProducts.Multiply(from[place], count, out var inside);
                    to[place] = (long)Tenant(index, cells[index], inside);
                }
            }
        }
    }

    // Compiled in full at once: half-compiled vectors are slower than none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int DrawWide(ReadOnlySpan<ulong> words, Span<long> numbers)
    {
        ref var from = ref MemoryMarshal.GetReference(words);
        ref var to = ref MemoryMarshal.GetReference(numbers);
        var count = (ulong)_cells.Length;
        var place = 0;
        fixed (ulong* cells = _cells)
        {
            for (; place <= words.Length - Vector512<ulong>.Count; place += Vector512<ulong>.Count)
            {
                // Step by step what the draw of one word does.
                WideProducts.Multiply(Vector512.LoadUnsafe(ref from, (nuint)place), count, out var index, out var inside);
                var cell = Vector512.Create(
                    Avx2.GatherVector256(cells, index.GetLower().AsInt64(), sizeof(ulong)), Avx2.GatherVector256(cells, index.GetUpper().AsInt64(), sizeof(ulong)));
                var isOther = Vector512.GreaterThanOrEqual((inside >>> AliasBits).AsInt64(), (cell >>> AliasBits).AsInt64()); // below 2^44: signs do not matter
                Vector512.ConditionalSelect(isOther, (cell & Vector512.Create(AliasMask)).AsInt64(), index.AsInt64()).StoreUnsafe(ref to, (nuint)place);
            }
        }

        return place;
    }
}
