using System.Buffers.Binary;

namespace DcepSim.Settlement.Journal;

/// <summary>What the headers of segments and checkpoints share: magic, version, checksum, and a copy in the next block.</summary>
internal static class HeaderBlock
{
    /// <summary>Whether the first block of some bytes is such a header.</summary>
    public static bool IsSound(ReadOnlySpan<byte> bytes, ulong magic)
    {
        var block = bytes[..JournalLayout.BlockBytes];
        return BinaryPrimitives.ReadUInt64LittleEndian(block) == magic
            && BinaryPrimitives.ReadInt32LittleEndian(block[JournalLayout.VersionOffset..]) == JournalLayout.FormatVersion
            && BinaryPrimitives.ReadUInt32LittleEndian(block[JournalLayout.ChecksumOffset..]) == Crc32C.OfHeader(block);
    }

    /// <summary>Stops before a file of a newer format is taken for a damaged one: both copies have the magic and agree on the version.</summary>
    public static void RefuseNewer(ReadOnlySpan<byte> twoBlocks, ulong magic, string file)
    {
        var copy = twoBlocks[JournalLayout.BlockBytes..];
        var version = BinaryPrimitives.ReadInt32LittleEndian(twoBlocks[JournalLayout.VersionOffset..]);
        if (BinaryPrimitives.ReadUInt64LittleEndian(twoBlocks) == magic
            && BinaryPrimitives.ReadUInt64LittleEndian(copy) == magic
            && version == BinaryPrimitives.ReadInt32LittleEndian(copy[JournalLayout.VersionOffset..])
            && version > JournalLayout.FormatVersion)
        {
            throw new JournalFormatException(FormattableString.Invariant(
                $"{file} has format version {version}; this build reads versions up to {JournalLayout.FormatVersion}. Open it with the build that wrote it. Nothing has been changed."));
        }
    }
}
