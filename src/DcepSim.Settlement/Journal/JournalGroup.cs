using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DcepSim.Settlement.Journal;

/// <summary>
/// Records that will be written together with one call: filled in place, in the very memory the disk reads from, and used again.
/// </summary>
/// <remarks>
/// One owner at a time: filled by one thread, handed to the writer, free again when <see cref="JournalWriter.Append(JournalGroup)"/> has
/// returned. The records stay readable until <see cref="Clear"/>.
/// </remarks>
public sealed class JournalGroup : IDisposable
{
    // Two blocks stand before the records: header and copy of a small group, or spare and header of a large one.
    private const int BlocksBefore = 2;
    private const int BlocksAfter = 2;

    private readonly AlignedBuffer _memory;
    private readonly AlignedBuffer _parity = new(JournalLayout.BlockBytes);

    /// <summary>Record blocks whose checksums stand in the table and whose parity is in <see cref="_parity"/>.</summary>
    private int _reckoned;

    /// <summary>An empty group.</summary>
    /// <param name="capacity">Most records it will hold, 1 to <see cref="JournalLayout.GroupRecordsMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is outside that range.</exception>
    public JournalGroup(int capacity = JournalLayout.GroupRecordsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, JournalLayout.GroupRecordsMax);
        Capacity = capacity;
        var recordBlocks = (capacity + JournalLayout.RecordsPerBlock - 1) / JournalLayout.RecordsPerBlock;
        _memory = AlignedBuffer.ForLong((BlocksBefore + recordBlocks + BlocksAfter) * JournalLayout.BlockBytes, isCleared: false);
    }

    /// <summary>Most records it can hold.</summary>
    public int Capacity { get; }

    /// <summary>Records it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Records it can still take.</summary>
    public int Room => Capacity - Count;

    /// <summary>The records it holds, 64 bytes each.</summary>
    public ReadOnlySpan<byte> Records => Slots(0, Count);

    /// <summary>Takes places for more records and gives their memory, to be filled by the caller before the group is appended.</summary>
    /// <param name="records">0 to <see cref="Room"/>. The memory holds what was there before.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not so much room.</exception>
    public Span<byte> Reserve(int records)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(records);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records, Room);
        var slots = Slots(Count, records);
        Count += records;
        return slots;
    }

    /// <summary>Copies records in.</summary>
    /// <param name="records">Whole records of 64 bytes, no more than <see cref="Room"/>.</param>
    /// <exception cref="ArgumentException">The bytes are not whole records, or too many.</exception>
    public void Add(ReadOnlySpan<byte> records) => records.CopyTo(Reserve(RecordsIn(records)));

    /// <summary>Copies records in and reckons checksums and parity of the blocks that are full by now; the rest is done when the group is
    /// written. <see cref="BlockIntake.Finish"/> is to be called before that.</summary>
    /// <param name="records">Whole records of 64 bytes, no more than <see cref="Room"/>.</param>
    internal void Take(ReadOnlySpan<byte> records)
    {
        while (records.Length >= BlockIntake.Bytes && Count == _reckoned * JournalLayout.RecordsPerBlock)
        {
            var to = Reserve(BlockIntake.Blocks * JournalLayout.RecordsPerBlock);
            BlockIntake.Take(records, to, Table.Slice(_reckoned, BlockIntake.Blocks), _parity.Span);
            _reckoned += BlockIntake.Blocks;
            records = records[BlockIntake.Bytes..];
        }

        Add(records);
        Reckon();
    }

    /// <summary>Forgets the records, for the next use.</summary>
    public void Clear()
    {
        Count = 0;
        if (_reckoned > 0)
            _parity.Span.Clear();
        _reckoned = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory.Dispose();
        _parity.Dispose();
    }

    private void Reckon()
    {
        var full = Count / JournalLayout.RecordsPerBlock;
        if (full == _reckoned)
            return;
        Checksum(Blocks(_reckoned, full), Table[_reckoned..full], _parity.Span);
        _reckoned = full;
    }

    internal static int RecordsIn(ReadOnlySpan<byte> records) => records.Length % JournalLayout.RecordBytes == 0
        ? records.Length / JournalLayout.RecordBytes
        : throw new ArgumentException($"Records take {JournalLayout.RecordBytes} bytes each; {records.Length} bytes are not whole records.", nameof(records));

    /// <summary>Fills in header, checksums, parity and copy. The bytes to write and the checksum that the next group chains to.</summary>
    internal ReadOnlySpan<byte> Seal(in GroupHeader header, out uint checksum)
    {
        var bytes = header.IsSmall ? SealSmall(header, out checksum) : SealLarge(header, out checksum);
        Sealed = header with { Checksum = checksum };
        return bytes;
    }

    /// <summary>The header it was last written under.</summary>
    internal GroupHeader Sealed { get; private set; }

    /// <summary>The bytes it was last written as.</summary>
    internal ReadOnlySpan<byte> SealedBytes => Sealed.IsSmall
        ? _memory.Span[..Sealed.Bytes]
        : _memory.Span.Slice(JournalLayout.BlockBytes, Sealed.Bytes);

    private ReadOnlySpan<byte> SealSmall(in GroupHeader header, out uint checksum)
    {
        var bytes = _memory.Span[..(JournalLayout.SmallGroupBlocks * JournalLayout.BlockBytes)];
        var block = bytes[..JournalLayout.BlockBytes];
        header.WriteTo(block);
        Records.CopyTo(block[JournalLayout.GroupHeaderBytes..]);
        block[(JournalLayout.GroupHeaderBytes + Records.Length)..].Clear();
        checksum = Close(block, bytes[JournalLayout.BlockBytes..]);
        return bytes;
    }

    private ReadOnlySpan<byte> SealLarge(in GroupHeader header, out uint checksum)
    {
        var bytes = _memory.Span.Slice(JournalLayout.BlockBytes, header.Bytes);
        var block = bytes[..JournalLayout.BlockBytes];
        var records = bytes.Slice(JournalLayout.BlockBytes, header.RecordBlocks * JournalLayout.BlockBytes);
        var parity = bytes.Slice(JournalLayout.BlockBytes + records.Length, JournalLayout.BlockBytes);
        records[(Count * JournalLayout.RecordBytes)..].Clear();
        _parity.Span.CopyTo(parity);
        var table = Table;
        table[header.RecordBlocks..].Clear();
        Checksum(Blocks(_reckoned, header.RecordBlocks), table[_reckoned..header.RecordBlocks], parity);
        (header with { ParityChecksum = Crc32C.Of(parity) }).WriteTo(block);
        checksum = Close(block, bytes[(header.Bytes - JournalLayout.BlockBytes)..]);
        return bytes;
    }

    // A few blocks at a time, so that the second reading finds them in the first-level cache.
    private static void Checksum(ReadOnlySpan<byte> records, Span<uint> table, Span<byte> parity)
    {
        const int Stride = 4;
        for (var block = 0; block < table.Length; block += Stride)
        {
            var count = Math.Min(Stride, table.Length - block);
            var part = records.Slice(block * JournalLayout.BlockBytes, count * JournalLayout.BlockBytes);
            Crc32C.OfBlocks(part, table.Slice(block, count));
            Parity.Add(parity, part);
        }
    }

    private static uint Close(Span<byte> block, Span<byte> copy)
    {
        var checksum = Crc32C.OfHeader(block);
        BinaryPrimitives.WriteUInt32LittleEndian(block[JournalLayout.ChecksumOffset..], checksum);
        block.CopyTo(copy);
        return checksum;
    }

    /// <summary>The checksums of record blocks, in the header's block of a large group.</summary>
    private Span<uint> Table => MemoryMarshal.Cast<byte, uint>(_memory.Span[(JournalLayout.BlockBytes + JournalLayout.GroupHeaderBytes)..(BlocksBefore * JournalLayout.BlockBytes)]);

    private Span<byte> Blocks(int from, int to) => _memory.Span[((BlocksBefore + from) * JournalLayout.BlockBytes)..((BlocksBefore + to) * JournalLayout.BlockBytes)];

    private Span<byte> Slots(int first, int count) => _memory.Span.Slice(
        BlocksBefore * JournalLayout.BlockBytes + first * JournalLayout.RecordBytes,
        count * JournalLayout.RecordBytes);
}
