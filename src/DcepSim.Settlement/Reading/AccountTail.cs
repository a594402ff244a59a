using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>
/// Which accounts the records of a segment, or of a stretch of it, touched: kept in memory until the segment is full and its index is on disk.
/// </summary>
/// <remarks>One thread adds, any number look, each between <see cref="TryEnter"/> and <see cref="Leave"/>.</remarks>
internal sealed class AccountTail(long segment, AccountTail.Memory memory) : ISegmentMap
{
    /// <summary>How many numbers are kept of an entry.</summary>
    public const int AccountsOfEntry = 2; // payer and receiver, one after the other; 0 for an entry that touched nobody

    private readonly GrowingList<int> _accounts = new(memory.Accounts);
    private readonly GrowingList<GroupRow> _groups = new(memory.Groups);
    private readonly GrowingList<uint> _checksums = new(memory.Checksums);
    private long _lastSequence;
    private int _readers;
    private int _isClosed;

    public long Segment => segment;

    public long FirstSequence { get; private set; }

    /// <summary>The last sequence taken in; 0 before the first.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    public long FirstTime => _groups[0].FirstTime;

    /// <summary>Where the last group stands, and the checksum of its header, which covers all before it.</summary>
    public (long Offset, uint Checksum) LastGroup { get; private set; }

    public int GroupCount => (int)_groups.Count;

    public int ChecksumCount => (int)_checksums.Count;

    public GroupRow Group(int index) => _groups[index];

    public uint Checksum(int index) => _checksums[index];

    /// <summary>Takes in a group of the segment, which follows the one before.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="bytes">All of it, as it stands on disk.</param>
    /// <param name="firstTime">The time of its first record, in nanoseconds.</param>
    /// <param name="touched">The accounts that its records touched, see <see cref="NoteTouched"/>.</param>
    public void Take(in GroupHeader header, ReadOnlySpan<byte> bytes, long firstTime, ReadOnlySpan<int> touched)
    {
        if (GroupCount == 0)
            FirstSequence = header.FirstSequence;
        LastGroup = (header.Offset, header.Checksum);
        _groups.Add(new(header.FirstSequence, firstTime, (int)(header.Offset / JournalLayout.BlockBytes), header.Count, header.IsSmall ? -1 : ChecksumCount));
        if (!header.IsSmall)
            _checksums.AddRange(MemoryMarshal.Cast<byte, uint>(bytes[JournalLayout.GroupHeaderBytes..JournalLayout.BlockBytes])[..header.RecordBlocks]);
        _accounts.AddRange(touched);
        Volatile.Write(ref _lastSequence, header.LastSequence);
    }

    /// <summary>Takes in a group of the segment, which follows the one before.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="bytes">All of it, as it stands on disk.</param>
    /// <param name="records">Its records.</param>
    public void Take(in GroupHeader header, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> records)
    {
        var entries = MemoryMarshal.Cast<byte, JournalEntry>(records);
        var touched = new int[AccountsOfEntry * entries.Length];
        NoteTouched(entries, touched);
        Take(header, bytes, entries[0].Time.ToUnixTimeNanoseconds(), touched);
    }

    /// <summary>Notes which accounts some entries touched: payer and receiver of each, 0 and 0 for one that touched nobody.</summary>
    public static void NoteTouched(ReadOnlySpan<JournalEntry> entries, Span<int> touched)
    {
        ref var place = ref MemoryMarshal.GetReference(touched[..(AccountsOfEntry * entries.Length)]);
        foreach (ref readonly var entry in entries)
        {
            (place, Unsafe.Add(ref place, 1)) = entry.TouchedAccounts;
            place = ref Unsafe.Add(ref place, AccountsOfEntry);
        }
    }

    /// <summary>The accounts of all records, two each, in stretches of memory.</summary>
    public ReadOnlySpan<int> AccountsFrom(long index) => _accounts.From(index);

    public long AccountCount => _accounts.Count;

    /// <summary>The latest records at or below a sequence that touched an account, latest first.</summary>
    public void FindDown(int account, long sequence, int entriesMax, List<long> found)
    {
        for (var end = (Math.Min(sequence, LastSequence) - FirstSequence + 1) * AccountsOfEntry; end > 0 && entriesMax > 0;)
        {
            var stretch = _accounts.Before(end);
            var place = stretch.LastIndexOf(account);
            end -= place < 0 ? stretch.Length : stretch.Length - (place / AccountsOfEntry * AccountsOfEntry);
            if (place < 0)
                continue;
            found.Add(FirstSequence + (end / AccountsOfEntry));
            entriesMax--;
        }
    }

    /// <summary>The earliest records at or above a sequence that touched an account, earliest first.</summary>
    public void FindUp(int account, long sequence, int entriesMax, List<long> found)
    {
        var count = (LastSequence - FirstSequence + 1) * AccountsOfEntry;
        for (var start = Math.Max(0, sequence - FirstSequence) * AccountsOfEntry; start < count && entriesMax > 0;)
        {
            var stretch = _accounts.From(start);
            var place = stretch.IndexOf(account);
            if (place < 0)
            {
                start += stretch.Length;
                continue;
            }

            start += place / AccountsOfEntry * AccountsOfEntry;
            found.Add(FirstSequence + (start / AccountsOfEntry));
            start += AccountsOfEntry;
            entriesMax--;
        }
    }

    /// <summary>Begins to look; false when the index on disk has taken its place.</summary>
    public bool TryEnter()
    {
        Interlocked.Increment(ref _readers);
        if (Volatile.Read(ref _isClosed) == 0)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _readers);

    /// <summary>Lets nobody look any more. The memory is used again, unless somebody is still looking.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0 || Volatile.Read(ref _readers) != 0)
            return;
        _accounts.Recycle();
        _groups.Recycle();
        _checksums.Recycle();
    }

    /// <summary>Where tails take their memory from. What is given back is kept for as many as there may be.</summary>
    internal sealed class Memory(long segmentBytes, int tailsMax)
    {
        private const int Shift = 17;

        public GrowingList<int>.Pieces Accounts { get; } = new(Shift, Kept(segmentBytes / JournalLayout.RecordBytes * AccountsOfEntry >> Shift, tailsMax));

        public GrowingList<GroupRow>.Pieces Groups { get; } = new(10, Kept(segmentBytes / (2 * JournalLayout.BlockBytes) >> 10, tailsMax));

        public GrowingList<uint>.Pieces Checksums { get; } = new(14, Kept(segmentBytes / JournalLayout.BlockBytes >> 14, tailsMax));

        private static int Kept(long piecesOfSegment, int segments) => (int)Math.Min(4_096, (piecesOfSegment + 1) * segments);
    }
}
