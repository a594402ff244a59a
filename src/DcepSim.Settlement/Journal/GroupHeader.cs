using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DcepSim.Settlement.Journal;

/// <summary>What the first block of a group, and its copy at the end, say.</summary>
internal readonly record struct GroupHeader
{
    public required UInt128 Journal { get; init; }

    public required long Epoch { get; init; }

    public required long Segment { get; init; }

    public required long Offset { get; init; }

    public required long FirstSequence { get; init; }

    public required int Count { get; init; }

    public required uint Previous { get; init; }

    public required long DurableThrough { get; init; }

    public uint ParityChecksum { get; init; }

    public uint Checksum { get; init; }

    public bool IsSmall => Count <= JournalLayout.SmallGroupRecordsMax;

    public int Blocks => JournalLayout.BlocksOf(Count);

    public int Bytes => Blocks * JournalLayout.BlockBytes;

    public int RecordBlocks => IsSmall ? 0 : Blocks - JournalLayout.GroupBlocksBesideRecords;

    public long LastSequence => FirstSequence + Count - 1;

    public long CopyOffset => Offset + Bytes - JournalLayout.BlockBytes;

    /// <summary>Reads a block that may be a header of this journal, at its own place or as the copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> block, UInt128 journal, out GroupHeader header)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(block) == JournalLayout.GroupMagic)
            return TryReadMarked(block, journal, out header);
        header = default;
        return false;
    }

    private static bool TryReadMarked(ReadOnlySpan<byte> block, UInt128 journal, out GroupHeader header)
    {
        header = new GroupHeader
        {
            Journal = BinaryPrimitives.ReadUInt128LittleEndian(block[JournalLayout.JournalOffset..]),
            Epoch = BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.GroupEpochOffset..]),
            Segment = BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.GroupSegmentOffset..]),
            Offset = BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.GroupPlaceOffset..]),
            FirstSequence = BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.GroupFirstSequenceOffset..]),
            Count = BinaryPrimitives.ReadInt32LittleEndian(block[JournalLayout.GroupCountOffset..]),
            Previous = BinaryPrimitives.ReadUInt32LittleEndian(block[JournalLayout.GroupPreviousOffset..]),
            ParityChecksum = BinaryPrimitives.ReadUInt32LittleEndian(block[JournalLayout.GroupParityOffset..]),
            DurableThrough = BinaryPrimitives.ReadInt64LittleEndian(block[JournalLayout.GroupDurableThroughOffset..]),
            Checksum = BinaryPrimitives.ReadUInt32LittleEndian(block[JournalLayout.ChecksumOffset..]),
        };
        return BinaryPrimitives.ReadInt32LittleEndian(block[JournalLayout.VersionOffset..]) == JournalLayout.FormatVersion
            && header.Journal == journal
            && header.Checksum == Crc32C.OfHeader(block)
            && header.Count is >= 0 and <= JournalLayout.GroupRecordsMax
            && BinaryPrimitives.ReadInt32LittleEndian(block[JournalLayout.GroupBlocksOffset..]) == header.Blocks;
    }

    /// <summary>Writes the header's fields, all but the checksum; what follows them in the block is left alone.</summary>
    public void WriteTo(Span<byte> block)
    {
        block[..JournalLayout.GroupHeaderBytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(block, JournalLayout.GroupMagic);
        BinaryPrimitives.WriteInt32LittleEndian(block[JournalLayout.VersionOffset..], JournalLayout.FormatVersion);
        BinaryPrimitives.WriteUInt128LittleEndian(block[JournalLayout.JournalOffset..], Journal);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.GroupEpochOffset..], Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.GroupSegmentOffset..], Segment);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.GroupPlaceOffset..], Offset);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.GroupFirstSequenceOffset..], FirstSequence);
        BinaryPrimitives.WriteInt32LittleEndian(block[JournalLayout.GroupCountOffset..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(block[JournalLayout.GroupBlocksOffset..], Blocks);
        BinaryPrimitives.WriteUInt32LittleEndian(block[JournalLayout.GroupPreviousOffset..], Previous);
        BinaryPrimitives.WriteUInt32LittleEndian(block[JournalLayout.GroupParityOffset..], ParityChecksum);
        BinaryPrimitives.WriteInt64LittleEndian(block[JournalLayout.GroupDurableThroughOffset..], DurableThrough);
    }
}
