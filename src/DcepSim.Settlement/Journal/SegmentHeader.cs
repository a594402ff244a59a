using System.Buffers.Binary;

namespace DcepSim.Settlement.Journal;

/// <summary>What the first block of a segment, and its copy, say.</summary>
internal readonly record struct SegmentHeader(UInt128 Journal, long Number, long Bytes, long Epoch)
{
    public void WriteTo(Span<byte> twoBlocks)
    {
        var block = twoBlocks[..JournalLayout.BlockBytes];
        block.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(block, JournalLayout.SegmentMagic);
        BinaryPrimitives.WriteInt32LittleEndian(block[JournalLayout.VersionOffset..], JournalLayout.FormatVersion);
        BinaryPrimitives.WriteUInt128LittleEndian(block[JournalLayout.JournalOffset..], Journal);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.SegmentNumberOffset..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.SegmentBytesOffset..], Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.SegmentEpochOffset..], Epoch);
        BinaryPrimitives.WriteInt32LittleEndian(block[JournalLayout.SegmentBlockBytesOffset..], JournalLayout.BlockBytes);
        BinaryPrimitives.WriteInt32LittleEndian(block[JournalLayout.SegmentRecordBytesOffset..], JournalLayout.RecordBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(block[JournalLayout.ChecksumOffset..], Crc32C.OfHeader(block));
        block.CopyTo(twoBlocks[JournalLayout.BlockBytes..]);
    }

    public static bool TryRead(ReadOnlySpan<byte> block, out SegmentHeader header)
    {
        header = default;
        if (!HeaderBlock.IsSound(block, JournalLayout.SegmentMagic))
            return false;
        header = new(
            BinaryPrimitives.ReadUInt128LittleEndian(block[JournalLayout.JournalOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.SegmentNumberOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.SegmentBytesOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.SegmentEpochOffset..]));
        return true;
    }
}
