using System.Globalization;
using System.Text;

namespace DcepSim.Settlement.Journal;

/// <summary>
/// The constants of the journal's format on disk. The page <c>LAYOUT.md</c> beside this file holds <see cref="Describe"/>, and a test
/// compares the two. All numbers on disk are little-endian.
/// </summary>
public static class JournalLayout
{
    /// <summary>The newest format this build writes and reads.</summary>
    public const int FormatVersion = 1;

    /// <summary>Bytes of a block: the unit of writing, of damage and of repair, and the alignment of memory and file offsets.</summary>
    public const int BlockBytes = 4096;

    /// <summary>Bytes of a record. The journal does not look inside.</summary>
    public const int RecordBytes = 64;

    /// <summary>Records in a full block.</summary>
    public const int RecordsPerBlock = BlockBytes / RecordBytes;

    /// <summary>Bytes of a group's header, before its checksum table or, in a small group, its records.</summary>
    public const int GroupHeaderBytes = 128;

    /// <summary>Most records of a small group, which has no blocks but its header and the copy of it.</summary>
    public const int SmallGroupRecordsMax = (BlockBytes - GroupHeaderBytes) / RecordBytes;

    /// <summary>Most record blocks of a group: their checksums fill the header's block.</summary>
    public const int GroupRecordBlocksMax = (BlockBytes - GroupHeaderBytes) / sizeof(uint);

    /// <summary>Most records of a group.</summary>
    public const int GroupRecordsMax = GroupRecordBlocksMax * RecordsPerBlock;

    /// <summary>Blocks of a small group: the header with the records, and its copy.</summary>
    public const int SmallGroupBlocks = 2;

    /// <summary>Blocks of a large group beside those of its records: header, parity, copy of the header.</summary>
    public const int GroupBlocksBesideRecords = 3;

    /// <summary>Most blocks of a group.</summary>
    public const int GroupBlocksMax = GroupRecordBlocksMax + GroupBlocksBesideRecords;

    /// <summary>Blocks at the start of a segment: its header, twice.</summary>
    public const int SegmentHeaderBlocks = 2;

    /// <summary>Offset of a segment's first group.</summary>
    public const int FirstGroupOffset = SegmentHeaderBlocks * BlockBytes;

    /// <summary>Blocks at the start of a checkpoint: its header, twice.</summary>
    public const int CheckpointHeaderBlocks = 2;

    /// <summary>The first eight bytes of a segment: <c>DCEPSEGM</c>.</summary>
    public const ulong SegmentMagic = 0x4D47455350454344;

    /// <summary>The first eight bytes of a group: <c>DCEPGRUP</c>.</summary>
    public const ulong GroupMagic = 0x5055524750454344;

    /// <summary>The first eight bytes of a checkpoint: <c>DCEPCKPT</c>.</summary>
    public const ulong CheckpointMagic = 0x54504B4350454344;

    /// <summary>What the name of a segment ends in.</summary>
    public const string SegmentExtension = ".segment";

    /// <summary>What the name of a segment that is still being written ahead ends in.</summary>
    public const string PreparingExtension = ".preparing";

    /// <summary>What the name of a checkpoint ends in.</summary>
    public const string CheckpointExtension = ".checkpoint";

    /// <summary>What the name of an unfinished checkpoint ends in.</summary>
    public const string WritingExtension = ".writing";

    // Offsets shared by all three headers.
    internal const int MagicOffset = 0;
    internal const int VersionOffset = 8;
    internal const int ChecksumOffset = 12;
    internal const int JournalOffset = 16;

    internal const int GroupEpochOffset = 32;
    internal const int GroupSegmentOffset = 40;
    internal const int GroupPlaceOffset = 48;
    internal const int GroupFirstSequenceOffset = 56;
    internal const int GroupCountOffset = 64;
    internal const int GroupBlocksOffset = 68;
    internal const int GroupPreviousOffset = 72;
    internal const int GroupParityOffset = 76;
    internal const int GroupDurableThroughOffset = 80;

    internal const int SegmentNumberOffset = 32;
    internal const int SegmentBytesOffset = 40;
    internal const int SegmentEpochOffset = 48;
    internal const int SegmentBlockBytesOffset = 56;
    internal const int SegmentRecordBytesOffset = 60;

    internal const int CheckpointSequenceOffset = 32;
    internal const int CheckpointLengthOffset = 40;
    internal const int CheckpointContentOffset = 48;

    private static readonly (int Offset, string Size, string Meaning)[] Head =
    [
        (MagicOffset, "8", "magic"),
        (VersionOffset, "4", "format version"),
        (ChecksumOffset, "4", "CRC-32C of the whole block, these four bytes taken as zero"),
        (JournalOffset, "16", "the journal's own number, given when it was made"),
    ];

    private static readonly (int Offset, string Size, string Meaning)[] Segment =
    [
        .. Head,
        (SegmentNumberOffset, "8", "number of the segment, from 0"),
        (SegmentBytesOffset, "8", "bytes of the segment"),
        (SegmentEpochOffset, "8", "epoch in which it was written ahead"),
        (SegmentBlockBytesOffset, "4", "bytes of a block"),
        (SegmentRecordBytesOffset, "4", "bytes of a record"),
    ];

    private static readonly (int Offset, string Size, string Meaning)[] Group =
    [
        .. Head,
        (GroupEpochOffset, "8", "epoch: one more at each opening for writing"),
        (GroupSegmentOffset, "8", "number of the segment it stands in"),
        (GroupPlaceOffset, "8", "offset of the group in the segment"),
        (GroupFirstSequenceOffset, "8", "sequence of the first record"),
        (GroupCountOffset, "4", "records; 0 in a mark, which only says what is durable"),
        (GroupBlocksOffset, "4", "blocks of the group, header, parity and copy counted"),
        (GroupPreviousOffset, "4", "checksum of the previous group's header: the chain"),
        (GroupParityOffset, "4", "CRC-32C of the parity block; 0 in a small group"),
        (GroupDurableThroughOffset, "8", "highest sequence known flushed when this was written"),
        (GroupHeaderBytes, "rest", "small group: the records; else the CRC-32C of each record block, 4 bytes each"),
    ];

    private static readonly (int Offset, string Size, string Meaning)[] Checkpoint =
    [
        .. Head,
        (CheckpointSequenceOffset, "8", "the last sequence the content takes in"),
        (CheckpointLengthOffset, "8", "bytes of the content, which starts in the block after the headers"),
        (CheckpointContentOffset, "4", "CRC-32C of the content"),
    ];

    /// <summary>The name of a segment's file.</summary>
    public static string SegmentName(long number) => number.ToString("D10", CultureInfo.InvariantCulture) + SegmentExtension;

    /// <summary>The name of a checkpoint's file.</summary>
    public static string CheckpointName(long sequence) => sequence.ToString("D19", CultureInfo.InvariantCulture) + CheckpointExtension;

    /// <summary>Blocks of a group of so many records.</summary>
    /// <param name="records">0 to <see cref="GroupRecordsMax"/>.</param>
    public static int BlocksOf(int records) => records <= SmallGroupRecordsMax
        ? SmallGroupBlocks
        : (records + RecordsPerBlock - 1) / RecordsPerBlock + GroupBlocksBesideRecords;

    /// <summary>Bytes of a group of so many records.</summary>
    /// <param name="records">0 to <see cref="GroupRecordsMax"/>.</param>
    public static int BytesOf(int records) => BlocksOf(records) * BlockBytes;

    // most records of one group that a segment of so many bytes takes
    internal static int RecordsFitting(long bytes)
    {
        var blocks = (bytes - FirstGroupOffset) / BlockBytes - GroupBlocksBesideRecords;
        return (int)Math.Min(blocks * RecordsPerBlock, GroupRecordsMax);
    }

    /// <summary>The tables of the layout page, in Markdown.</summary>
    public static string Describe()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Format version {FormatVersion}. Blocks of {BlockBytes} bytes, records of {RecordBytes} bytes.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"A small group (up to {SmallGroupRecordsMax} records) takes {SmallGroupBlocks} blocks; a large one its record blocks and {GroupBlocksBesideRecords} more, ");
        text.Append(CultureInfo.InvariantCulture, $"at most {GroupBlocksMax} blocks with {GroupRecordsMax} records. A segment's first group is at offset {FirstGroupOffset}.\n");
        Table(text, "Segment header", SegmentMagic, Segment);
        Table(text, "Group header", GroupMagic, Group);
        Table(text, "Checkpoint header", CheckpointMagic, Checkpoint);
        return text.ToString();
    }

    private static void Table(StringBuilder text, string title, ulong magic, (int Offset, string Size, string Meaning)[] fields)
    {
        var letters = Encoding.ASCII.GetString(BitConverter.GetBytes(magic));
        text.Append(CultureInfo.InvariantCulture, $"\n### {title} (`{letters}`)\n\n| offset | bytes | meaning |\n|---|---|---|\n");
        foreach (var (offset, size, meaning) in fields)
            text.Append(CultureInfo.InvariantCulture, $"| {offset} | {size} | {meaning} |\n");
    }
}
