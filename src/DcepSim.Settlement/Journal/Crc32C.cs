using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DcepSim.Settlement.Journal;

/// <summary>CRC-32C (Castagnoli), by the processor's instruction where it has one.</summary>
internal static class Crc32C
{
    private const uint Start = uint.MaxValue;
    private const int Lanes = 4;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Continue(Start, bytes);

    /// <summary>The checksum of what <paramref name="before"/> was the checksum of, followed by more bytes. Of nothing, it is 0.</summary>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes) => ~Continue(~before, bytes);

    /// <summary>The checksum of a header block, its own checksum field taken as zero.</summary>
    public static uint OfHeader(ReadOnlySpan<byte> block)
    {
        var state = Continue(Start, block[..JournalLayout.ChecksumOffset]);
        state = BitOperations.Crc32C(state, 0u);
        return ~Continue(state, block[(JournalLayout.ChecksumOffset + sizeof(uint))..]);
    }

    /// <summary>The checksum of each block. Four run side by side, since one alone waits three cycles on each step.</summary>
    public static void OfBlocks(ReadOnlySpan<byte> blocks, Span<uint> checksums)
    {
        var block = 0;
        for (; block + Lanes <= checksums.Length; block += Lanes)
            OfFour(blocks.Slice(block * JournalLayout.BlockBytes, Lanes * JournalLayout.BlockBytes), checksums.Slice(block, Lanes));
        for (; block < checksums.Length; block++)
            checksums[block] = Of(blocks.Slice(block * JournalLayout.BlockBytes, JournalLayout.BlockBytes));
    }

    private static void OfFour(ReadOnlySpan<byte> blocks, Span<uint> checksums)
    {
        const int Words = JournalLayout.BlockBytes / sizeof(ulong);
        ref var word = ref Unsafe.As<byte, ulong>(ref MemoryMarshal.GetReference(blocks));
        uint a = Start, b = Start, c = Start, d = Start;
        for (var i = 0; i < Words; i++)
        {
            a = BitOperations.Crc32C(a, Unsafe.Add(ref word, i));
            b = BitOperations.Crc32C(b, Unsafe.Add(ref word, i + Words));
            c = BitOperations.Crc32C(c, Unsafe.Add(ref word, i + Words * 2));
            d = BitOperations.Crc32C(d, Unsafe.Add(ref word, i + Words * 3));
        }

        checksums[0] = ~a;
        checksums[1] = ~b;
        checksums[2] = ~c;
        checksums[3] = ~d;
    }

    private static uint Continue(uint state, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            state = BitOperations.Crc32C(state, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
            state = BitOperations.Crc32C(state, rest);
        return state;
    }
}
