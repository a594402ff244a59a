using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DcepSim.Settlement.Journal;

/// <summary>The exclusive or of blocks: with all but one of them it gives the missing one back.</summary>
internal static class Parity
{
    /// <summary>Folds blocks into a parity block.</summary>
    public static void Add(Span<byte> parity, ReadOnlySpan<byte> blocks)
    {
        var into = MemoryMarshal.Cast<byte, Vector512<byte>>(parity);
        var from = MemoryMarshal.Cast<byte, Vector512<byte>>(blocks);
        var perBlock = into.Length;
        for (var start = 0; start < from.Length; start += perBlock)
        {
            var block = from.Slice(start, perBlock);
            for (var i = 0; i < into.Length; i++)
                into[i] ^= block[i];
        }
    }

    /// <summary>Writes into one block what the parity block and all other blocks say it was.</summary>
    public static void Rebuild(Span<byte> blocks, int missing, ReadOnlySpan<byte> parity)
    {
        var place = missing * JournalLayout.BlockBytes;
        var target = blocks.Slice(place, JournalLayout.BlockBytes);
        parity.CopyTo(target);
        Add(target, blocks[..place]);
        Add(target, blocks[(place + JournalLayout.BlockBytes)..]);
    }
}
