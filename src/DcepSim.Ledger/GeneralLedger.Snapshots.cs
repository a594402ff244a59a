using System.Runtime.InteropServices;

namespace DcepSim.Ledger;

public sealed partial class GeneralLedger
{
    private LedgerSnapshot? _snapshot;

    /// <summary>How many bytes a snapshot of the book would take now.</summary>
    /// <exception cref="ObjectDisposedException">The book is no more.</exception>
    public long SnapshotBytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return LedgerSnapshot.HeaderOf(_books, _index).TotalBytes;
        }
    }

    /// <summary>How many bytes a snapshot of the book takes at most: when all stated capacities are used up.</summary>
    /// <exception cref="ObjectDisposedException">The book is no more.</exception>
    public long SnapshotBytesMax
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new SnapshotHeader { Accounts = Options.AccountsMax, Limits = LimitsTable.Capacity, Holds = Options.HoldsMax, Sessions = (uint)Options.SessionsMax }.TotalBytes;
        }
    }

    /// <summary>Takes a snapshot of the book as it is. Cost: one copy of all accounts and holds.</summary>
    /// <param name="snapshot">Its memory is used again.</param>
    /// <exception cref="InvalidOperationException">Another one is under way.</exception>
    public void TakeSnapshot(LedgerSnapshot snapshot)
    {
        BeginSnapshot(snapshot);
        ContinueSnapshot(long.MaxValue);
    }

    /// <summary>
    /// Begins a snapshot of the book as it is now; the book goes on, keeps what it changes, and copies the rest with
    /// <see cref="ContinueSnapshot"/>.
    /// </summary>
    /// <param name="snapshot">Its memory is used again; it belongs to the book until it is whole.</param>
    /// <exception cref="InvalidOperationException">Another one is under way.</exception>
    public void BeginSnapshot(LedgerSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_snapshot is { IsUnderWay: true })
            throw new InvalidOperationException($"The snapshot at sequence {_snapshot.Sequence} is still under way.");
        snapshot.Begin(_books, _index, Sequence, _time, _windowLength);
        _snapshot = snapshot;
    }

    /// <summary>Goes on with the snapshot under way; nothing when there is none.</summary>
    /// <param name="recordsMax">How many accounts and holds it may look at, some 20 nanoseconds each; 1 and up.</param>
    /// <returns>Whether none is under way any more.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="recordsMax"/> is below 1.</exception>
    public bool ContinueSnapshot(long recordsMax)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(recordsMax, 1);
        if (_snapshot is not null && _snapshot.Continue(recordsMax))
            _snapshot = null;
        return _snapshot is null;
    }

    /// <summary>
    /// Makes a book as a snapshot tells it. Its idempotency window is still empty: <see cref="RefillWindow"/> follows, then
    /// <see cref="Replay"/>.
    /// </summary>
    /// <param name="options">Stated capacities, at least what the snapshot holds.</param>
    /// <param name="read">Gives the snapshot's bytes.</param>
    /// <exception cref="ArgumentException">The snapshot holds more than the capacities allow.</exception>
    /// <exception cref="LedgerFormatException">The snapshot is of another format.</exception>
    public static unsafe GeneralLedger Restore(LedgerOptions options, SnapshotRead read)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(read);
        SnapshotHeader header = default;
        read(MemoryMarshal.AsBytes(new Span<SnapshotHeader>(ref header)));
        RequireRoom(options, header);
        var ledger = new GeneralLedger(options) { Sequence = header.Sequence, _refilledThrough = Math.Max(0, header.Sequence - options.IdempotencyWindow) };
        try
        {
            var books = ledger._books;
            Read(read, books.Accounts.First.Pointer + 1, header.Accounts * (long)sizeof(AccountRecord));
            var limits = new Limits[header.Limits];
            read(MemoryMarshal.AsBytes(limits.AsSpan()));
            books.Accounts.Restore(header.Accounts, limits);
            RestoreHolds(read, header.Holds, books.Holds);
            Read(read, books.Turnover.Debited, Turnover.Bytes);
            Read(read, books.Turnover.Credited, Turnover.Bytes);
            var forgotten = new ulong[header.Sessions];
            read(MemoryMarshal.AsBytes(forgotten.AsSpan()));
            for (var i = 0u; i < header.Sessions; i++)
                ledger._index.RestoreForgotten(i + 1, forgotten[i]);
            ledger._time = header.Time;
            ledger._books.Calendar.MoveTo(header.Time);
            return ledger;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>The first entry that a restored book's window wants next; 0 when it has all.</summary>
    public long RefillFrom => _refilledThrough == Sequence || _refilledThrough < 0 ? 0 : _refilledThrough + 1;

    /// <summary>Puts entries up to the snapshot's sequence back into the window of a restored book; it moves nothing.</summary>
    /// <param name="entries">Entries in the order of their sequence, the first being <see cref="RefillFrom"/>.</param>
    /// <exception cref="ArgumentException">The entries lie beyond the snapshot.</exception>
    /// <exception cref="LedgerCorruptionException">Two entries have the same key.</exception>
    public void RefillWindow(ReadOnlySpan<JournalEntry> entries)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var first = RefillFrom;
        if (first == 0 || entries.Length > Sequence - _refilledThrough)
            throw new ArgumentException($"Wanted are entries {_refilledThrough + 1} to {Sequence}, not {entries.Length}.", nameof(entries));
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            EntryAt(first + i) = entry;
            if (entry.Kind != JournalEntryKind.Transfer)
                continue;
            var block = _index.BlockOf(entry.Session, entry.Counter);
            if (_index.PositionIn(block, entry.Counter) >= 0 || (block == 0 && !_index.HasFreeBlock))
                throw Corruption(first + i, $"a new key, session {entry.Session}, counter {entry.Counter}", "the key used before, or no room for it");
            _index.Add(entry.Session, entry.Counter, block, (int)((first + i) & _windowMask));
        }

        _refilledThrough += entries.Length;
    }

    private void RequireReady()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (RefillFrom != 0)
            throw new InvalidOperationException($"The window of this restored book still wants entries {RefillFrom} to {Sequence}.");
        _refilledThrough = NothingToRefill;
    }

    private static unsafe void Read(SnapshotRead read, void* to, long bytes)
    {
        const int Piece = 1 << 20;
        for (var place = 0L; place < bytes; place += Piece)
            read(new Span<byte>((byte*)to + place, (int)Math.Min(Piece, bytes - place)));
    }

    /// <summary>Holds are added in the order they were made, whatever places they had.</summary>
    private static unsafe void RestoreHolds(SnapshotRead read, int count, HoldTable holds)
    {
        using var places = NativeArray<HoldRecord>.Uninitialized(count);
        Read(read, places.First.Pointer, count * (long)sizeof(HoldRecord));
        var records = new Span<HoldRecord>(places.First.Pointer, count);
        records.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        foreach (ref readonly var hold in records)
        {
            if (hold.Sequence != 0)
                holds.Add(hold);
        }
    }

    private static void RequireRoom(LedgerOptions options, in SnapshotHeader header)
    {
        if (header.Version != LedgerSnapshot.FormatVersion)
            throw new LedgerFormatException(header.Version);
        if (header.Accounts > options.AccountsMax || header.Holds > options.HoldsMax || header.Sessions > options.SessionsMax
            || header.Limits > LimitsTable.Capacity || header.Window > options.IdempotencyWindow)
        {
            throw new ArgumentException(
                $"The snapshot holds {header.Accounts} accounts, {header.Holds} holds, {header.Sessions} sessions and a window of {header.Window} entries: "
                + $"there is room for {options.AccountsMax}, {options.HoldsMax}, {options.SessionsMax} and {options.IdempotencyWindow}. Capacities may grow, not shrink.",
                nameof(options));
        }
    }
}
