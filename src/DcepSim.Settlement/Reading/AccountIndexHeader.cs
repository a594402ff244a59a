using System.Buffers.Binary;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>What the first block of an account index says; <c>README.md</c> beside this file tells the whole file.</summary>
internal readonly record struct AccountIndexHeader
{
    public const ulong Magic = 0x5043414850454344; // DCEPHACP: heaps of accounts
    public const string Extension = ".accounts";

    private const int SegmentOffset = 32;
    private const int FirstSequenceOffset = 40;
    private const int LastSequenceOffset = 48;
    private const int FirstTimeOffset = 56;
    private const int LastGroupOffsetOffset = 64;
    private const int LastGroupChecksumOffset = 72;
    private const int PagesOffset = 76;
    private const int GroupsOffset = 80;
    private const int ChecksumsOffset = 84;
    private const int FenceChecksumOffset = 88;
    private const int MapChecksumOffset = 92;
    private const int HeapsOffset = 96;
    private const int AccountBitsOffset = 100;
    private const int BlockBitsOffset = 104;

    public required UInt128 Journal { get; init; }

    public required long Segment { get; init; }

    public required long FirstSequence { get; init; }

    public required long LastSequence { get; init; }

    public required long FirstTime { get; init; }

    public required long LastGroupOffset { get; init; }

    public required uint LastGroupChecksum { get; init; }

    public required int Pages { get; init; }

    public required int Groups { get; init; }

    public required int Checksums { get; init; }

    public required uint FenceChecksum { get; init; }

    public required uint MapChecksum { get; init; }

    public required int Heaps { get; init; }

    public required int AccountBits { get; init; }

    public required int BlockBits { get; init; }

    public long FenceOffset => (1L + Pages) * JournalLayout.BlockBytes;

    public int FenceBytes => WholeBlocks((Heaps + 1L) * sizeof(int));

    public long MapOffset => FenceOffset + FenceBytes;

    public int MapBytes => WholeBlocks((Groups * (long)GroupRow.Bytes) + (Checksums * (long)sizeof(uint)));

    public static string NameOf(long segment) => JournalLayout.SegmentName(segment)[..^JournalLayout.SegmentExtension.Length] + Extension;

    public static int WholeBlocks(long bytes) =>
        checked((int)((bytes + JournalLayout.BlockBytes - 1) / JournalLayout.BlockBytes * JournalLayout.BlockBytes));

    public static bool TryRead(ReadOnlySpan<byte> block, out AccountIndexHeader header)
    {
        header = default;
        if (!HeaderBlock.IsSound(block, Magic))
            return false;
        header = new()
        {
            Journal = BinaryPrimitives.ReadUInt128LittleEndian(block[JournalLayout.JournalOffset..]),
            Segment = BinaryPrimitives.ReadInt64LittleEndian(block[SegmentOffset..]),
            FirstSequence = BinaryPrimitives.ReadInt64LittleEndian(block[FirstSequenceOffset..]),
            LastSequence = BinaryPrimitives.ReadInt64LittleEndian(block[LastSequenceOffset..]),
            FirstTime = BinaryPrimitives.ReadInt64LittleEndian(block[FirstTimeOffset..]),
            LastGroupOffset = BinaryPrimitives.ReadInt64LittleEndian(block[LastGroupOffsetOffset..]),
            LastGroupChecksum = BinaryPrimitives.ReadUInt32LittleEndian(block[LastGroupChecksumOffset..]),
            Pages = BinaryPrimitives.ReadInt32LittleEndian(block[PagesOffset..]),
            Groups = BinaryPrimitives.ReadInt32LittleEndian(block[GroupsOffset..]),
            Checksums = BinaryPrimitives.ReadInt32LittleEndian(block[ChecksumsOffset..]),
            FenceChecksum = BinaryPrimitives.ReadUInt32LittleEndian(block[FenceChecksumOffset..]),
            MapChecksum = BinaryPrimitives.ReadUInt32LittleEndian(block[MapChecksumOffset..]),
            Heaps = BinaryPrimitives.ReadInt32LittleEndian(block[HeapsOffset..]),
            AccountBits = BinaryPrimitives.ReadInt32LittleEndian(block[AccountBitsOffset..]),
            BlockBits = BinaryPrimitives.ReadInt32LittleEndian(block[BlockBitsOffset..]),
        };
        return true;
    }

    public void WriteTo(Span<byte> block)
    {
        block.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(block, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(block[JournalLayout.VersionOffset..], JournalLayout.FormatVersion);
        BinaryPrimitives.WriteUInt128LittleEndian(block[JournalLayout.JournalOffset..], Journal);
        BinaryPrimitives.WriteInt64LittleEndian(block[SegmentOffset..], Segment);
        BinaryPrimitives.WriteInt64LittleEndian(block[FirstSequenceOffset..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(block[LastSequenceOffset..], LastSequence);
        BinaryPrimitives.WriteInt64LittleEndian(block[FirstTimeOffset..], FirstTime);
        BinaryPrimitives.WriteInt64LittleEndian(block[LastGroupOffsetOffset..], LastGroupOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(block[LastGroupChecksumOffset..], LastGroupChecksum);
        BinaryPrimitives.WriteInt32LittleEndian(block[PagesOffset..], Pages);
        BinaryPrimitives.WriteInt32LittleEndian(block[GroupsOffset..], Groups);
        BinaryPrimitives.WriteInt32LittleEndian(block[ChecksumsOffset..], Checksums);
        BinaryPrimitives.WriteUInt32LittleEndian(block[FenceChecksumOffset..], FenceChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(block[MapChecksumOffset..], MapChecksum);
        BinaryPrimitives.WriteInt32LittleEndian(block[HeapsOffset..], Heaps);
        BinaryPrimitives.WriteInt32LittleEndian(block[AccountBitsOffset..], AccountBits);
        BinaryPrimitives.WriteInt32LittleEndian(block[BlockBitsOffset..], BlockBits);
        BinaryPrimitives.WriteUInt32LittleEndian(block[JournalLayout.ChecksumOffset..], Crc32C.OfHeader(block));
    }
}
