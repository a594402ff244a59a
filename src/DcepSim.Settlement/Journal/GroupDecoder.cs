using System.Runtime.InteropServices;

namespace DcepSim.Settlement.Journal;

/// <summary>Reads groups of one segment, checks every block and makes good what parity and copy allow.</summary>
internal sealed class GroupDecoder(UInt128 journal) : IDisposable
{
    private readonly SegmentWindow _window = new();
    private readonly uint[] _checksums = new uint[JournalLayout.GroupRecordBlocksMax];
    private readonly List<JournalDamage> _damage = [];
    private IJournalFile? _file;
    private SegmentEntry? _segment;

    /// <summary>The header of the group read last.</summary>
    public GroupHeader Header { get; private set; }

    /// <summary>Blocks of the group read last that had to be made good.</summary>
    public IReadOnlyList<JournalDamage> Damage => _damage;

    /// <summary>After a failure: where the first block stands that cannot be made good.</summary>
    public long FailedOffset { get; private set; }

    /// <summary>After a failure: what was found there.</summary>
    public string FailedFound { get; private set; } = "";

    /// <summary>The records of the group read last.</summary>
    public ReadOnlySpan<byte> Records => Bytes.Slice(
        Header.IsSmall ? JournalLayout.GroupHeaderBytes : JournalLayout.BlockBytes,
        Header.Count * JournalLayout.RecordBytes);

    /// <summary>The group read last as it should stand on disk.</summary>
    public Span<byte> Bytes => _window.At(Header.Offset, Header.Bytes);

    public void Turn(IJournalFile file, SegmentEntry segment)
    {
        _file = file;
        _segment = segment;
        _window.Turn(file, segment.Bytes);
    }

    /// <summary>Reads the header of the group that starts at an offset, from its copy if need be.</summary>
    public bool TryReadHeader(long offset) => FindHeader(offset, out _);

    /// <summary>Reads the group that starts at an offset and makes it good in memory.</summary>
    public bool TryRead(long offset)
    {
        if (TryReadOnce(offset) && _damage.Count == 0)
            return true;
        // What was read ahead may be older than the group: only a fresh look counts.
        _window.Forget();
        return TryReadOnce(offset);
    }

    /// <summary>Whether a header of this segment stands at an offset, as the start of a group or as the copy at its end.</summary>
    public bool TryReadAny(long offset, out GroupHeader header)
    {
        header = default;
        var block = _window.At(offset, JournalLayout.BlockBytes);
        return !block.IsEmpty
            && GroupHeader.TryRead(block, journal, out header)
            && header.Segment == _segment!.Number
            && (header.Offset == offset || header.CopyOffset == offset)
            && header.Offset + header.Bytes <= _segment.Bytes;
    }

    public void Dispose() => _window.Dispose();

    private bool TryReadOnce(long offset)
    {
        _damage.Clear();
        FailedOffset = offset;
        FailedFound = "no header of a group, nor its copy";
        if (!FindHeader(offset, out var fromCopy))
            return false;
        FailedFound = "the end of the file";
        return !Bytes.IsEmpty && (Header.IsSmall ? CheckSmall(fromCopy) : CheckLarge(fromCopy));
    }

    private bool FindHeader(long offset, out bool fromCopy)
    {
        fromCopy = false;
        if (TryReadAny(offset, out var header) && header.Offset == offset)
        {
            Header = header;
            return true;
        }

        fromCopy = true;
        var left = Math.Min(JournalLayout.GroupBlocksMax, (_segment!.Bytes - offset) / JournalLayout.BlockBytes);
        for (var blocks = 1; blocks < left; blocks++)
        {
            if (TryReadAny(offset + blocks * (long)JournalLayout.BlockBytes, out header) && header.Offset == offset)
            {
                Header = header;
                return true;
            }
        }

        return false;
    }

    private bool CheckSmall(bool fromCopy)
    {
        CheckCopy(Bytes, fromCopy);
        return true;
    }

    private bool CheckLarge(bool fromCopy)
    {
        var bytes = Bytes;
        CheckCopy(bytes, fromCopy);
        var table = MemoryMarshal.Cast<byte, uint>(bytes[JournalLayout.GroupHeaderBytes..JournalLayout.BlockBytes])[..Header.RecordBlocks];
        var records = bytes.Slice(JournalLayout.BlockBytes, Header.RecordBlocks * JournalLayout.BlockBytes);
        var parity = bytes.Slice(JournalLayout.BlockBytes + records.Length, JournalLayout.BlockBytes);
        var sums = _checksums.AsSpan(0, Header.RecordBlocks);
        Crc32C.OfBlocks(records, sums);
        var isParitySound = Crc32C.Of(parity) == Header.ParityChecksum;
        var isSound = sums.SequenceEqual(table);
        if (!isSound && !(isParitySound && TryRepair(records, sums, table, parity)))
            return Fail(sums, table);
        if (!isParitySound)
            RebuildParity(records, parity);
        return true;
    }

    private bool TryRepair(Span<byte> records, Span<uint> sums, ReadOnlySpan<uint> table, ReadOnlySpan<byte> parity)
    {
        var bad = sums.CommonPrefixLength(table);
        if (!sums[(bad + 1)..].SequenceEqual(table[(bad + 1)..]))
            return false;
        Parity.Rebuild(records, bad, parity);
        Note(1 + bad, "records");
        return Crc32C.Of(records.Slice(bad * JournalLayout.BlockBytes, JournalLayout.BlockBytes)) == table[bad];
    }

    private bool Fail(ReadOnlySpan<uint> sums, ReadOnlySpan<uint> table)
    {
        var bad = sums.CommonPrefixLength(table);
        FailedOffset = Header.Offset + (1 + bad) * (long)JournalLayout.BlockBytes;
        FailedFound = FormattableString.Invariant($"checksum {sums[bad]:x8} instead of {table[bad]:x8}, and more damage than the parity block can make good");
        return false;
    }

    private void RebuildParity(ReadOnlySpan<byte> records, Span<byte> parity)
    {
        parity.Clear();
        Parity.Add(parity, records);
        Note(1 + Header.RecordBlocks, "parity");
    }

    private void CheckCopy(Span<byte> bytes, bool fromCopy)
    {
        var block = bytes[..JournalLayout.BlockBytes];
        var copy = bytes[^JournalLayout.BlockBytes..];
        if (fromCopy)
        {
            copy.CopyTo(block);
            Note(0, "header");
        }
        else if (!block.SequenceEqual(copy))
        {
            block.CopyTo(copy);
            Note(Header.Blocks - 1, "copy of the header");
        }
    }

    private void Note(int block, string what) =>
        _damage.Add(new(_file!.Name, Header.Offset + block * (long)JournalLayout.BlockBytes, what));
}
