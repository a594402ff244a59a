using System.Buffers.Binary;

namespace DcepSim.Settlement.Journal;

/// <summary>What the first block of a checkpoint, and its copy, say.</summary>
internal readonly record struct CheckpointHeader(UInt128 Journal, long Sequence, long Length, uint Content)
{
    public void WriteTo(Span<byte> twoBlocks)
    {
        var block = twoBlocks[..JournalLayout.BlockBytes];
        block.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(block, JournalLayout.CheckpointMagic);
        BinaryPrimitives.WriteInt32LittleEndian(block[JournalLayout.VersionOffset..], JournalLayout.FormatVersion);
        BinaryPrimitives.WriteUInt128LittleEndian(block[JournalLayout.JournalOffset..], Journal);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.CheckpointSequenceOffset..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.CheckpointLengthOffset..], Length);
        BinaryPrimitives.WriteUInt32LittleEndian(block[JournalLayout.CheckpointContentOffset..], Content);
        BinaryPrimitives.WriteUInt32LittleEndian(block[JournalLayout.ChecksumOffset..], Crc32C.OfHeader(block));
        block.CopyTo(twoBlocks[JournalLayout.BlockBytes..]);
    }

    public static bool TryRead(ReadOnlySpan<byte> block, out CheckpointHeader header)
    {
        header = default;
        if (!HeaderBlock.IsSound(block, JournalLayout.CheckpointMagic))
            return false;
        header = new(
            BinaryPrimitives.ReadUInt128LittleEndian(block[JournalLayout.JournalOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.CheckpointSequenceOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.CheckpointLengthOffset..]),
            BinaryPrimitives.ReadUInt32LittleEndian(block[JournalLayout.CheckpointContentOffset..]));
        return true;
    }
}
