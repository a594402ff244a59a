using System.Globalization;

namespace DcepSim.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>
    /// Takes entries that were journaled before, the next one first, through the same checks and postings as live ones, and compares every
    /// outcome.
    /// </summary>
    /// <remarks>A refused member of a chain is taken as written: its reason may lie in others of the chain, and it moved nothing. The same
    /// holds for refusals for want of room, which the stated capacities of today may not repeat.</remarks>
    /// <param name="entries">Entries in the order of their sequence.</param>
    /// <exception cref="LedgerCorruptionException">An outcome differs; the books are then between two entries and good for nothing.</exception>
    public void Replay(ReadOnlySpan<JournalEntry> entries)
    {
        RequireReady();
        for (var i = 0; i < entries.Length; i++)
        {
            if (i + PrefetchDistance < entries.Length)
                PrefetchEntry(entries[i + PrefetchDistance]);
            ReplayOne(entries[i]);
        }
    }

    /// <summary>Copies the latest entries out of the window.</summary>
    /// <param name="after">The sequence before the first entry wanted.</param>
    /// <param name="destination">Takes the entries after it, up to the latest.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The first entry wanted has left the window or is yet to come.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public int CopyEntries(long after, Span<JournalEntry> destination) => CopyEntries(after, Sequence, destination);

    /// <summary>Copies entries out of the window.</summary>
    /// <remarks>One other thread may do so while the book goes on, as long as it knows that what it copies stays in the window
    /// meanwhile.</remarks>
    /// <param name="after">The sequence before the first entry wanted.</param>
    /// <param name="through">The sequence of the last one.</param>
    /// <param name="destination">Takes the entries.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An entry wanted has left the window or is yet to come.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public int CopyEntries(long after, long through, Span<JournalEntry> destination)
    {
        var count = RequireInWindow(after, through);
        if (count > destination.Length)
            throw new ArgumentException($"{count} entries need {count} places, not {destination.Length}.", nameof(destination));
        for (var copied = 0; copied < count;)
        {
            var stretch = EntriesAfter(after + copied, through);
            stretch.CopyTo(destination[copied..]);
            copied += stretch.Length;
        }

        return count;
    }

    /// <summary>Shows entries where they stand in the window: as many of those wanted as lie there side by side.</summary>
    /// <remarks>One other thread may look while the book goes on, as long as it knows that what it looks at stays in the window
    /// meanwhile.</remarks>
    /// <param name="after">The sequence before the first entry wanted.</param>
    /// <param name="through">The sequence of the last one.</param>
    /// <returns>At least one if any was wanted, and not always all: the window is a ring.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An entry wanted has left the window or is yet to come.</exception>
    public unsafe ReadOnlySpan<JournalEntry> EntriesAfter(long after, long through)
    {
        var count = RequireInWindow(after, through);
        var first = (int)((after + 1) & _windowMask);
        return new(_window.Pointer + first, (int)Math.Min(count, _windowLength - first));
    }

    /// <summary>Takes memory of all accounts and holds that the stated capacities allow from the system now instead of as they come.</summary>
    /// <remarks>As <see cref="PrepareWindow"/>.</remarks>
    public void PrepareRecords()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _books.Accounts.Fetch(0, Options.AccountsMax + 1L);
        _books.Holds.Fetch();
    }

    /// <summary>Takes memory of the window, and of its keys, from the system ahead of the entries that will be written there: else each first touch of a
    /// page keeps the book waiting until the system has cleared it.</summary>
    /// <remarks>Other threads may do so while the book goes on, until it is disposed. Only on Linux; elsewhere, and for a small window, it does
    /// nothing. Cost: clearing the memory that was not taken yet.</remarks>
    /// <param name="after">The sequence before the first entry to come, from 0.</param>
    /// <param name="through">The sequence of the last one; in all no more than the window holds.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than none, or more than the window holds.</exception>
    public void PrepareWindow(long after, long through)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(through, after);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(through, after + _windowLength);
        while (after < through)
        {
            var position = (after + 1) & _windowMask;
            var count = Math.Min(through - after, _windowLength - position);
            _windowMemory.Fetch(position, count);
            _index.Fetch(position, count);
            after += count;
        }
    }

    private int RequireInWindow(long after, long through)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var latest = Sequence;
        return after <= through && through <= latest && after >= latest - _windowLength && after >= 0
            ? (int)(through - after)
            : throw new ArgumentOutOfRangeException(nameof(after), after, $"Wanted up to {through}; the window holds the {_windowLength} entries up to {latest}.");
    }

    private void PrefetchEntry(in JournalEntry entry)
    {
        _accounts.Prefetch(entry.Debit);
        _accounts.Prefetch(entry.Credit);
    }

    private void ReplayOne(in JournalEntry entry)
    {
        if (entry.TimeNanoseconds < _time || entry.TimeNanoseconds >= ShanghaiCalendar.Latest)
            throw Corruption(Sequence + 1, $"time {entry.TimeNanoseconds} ns", $"time {_time} ns before it");
        _time = entry.TimeNanoseconds;
        _books.Calendar.MoveTo(_time);
        switch (entry.Kind)
        {
            case JournalEntryKind.Transfer:
                ReplayTransfer(entry);
                break;
            case JournalEntryKind.AccountOpened:
                ReplayOpening(entry);
                break;
            case JournalEntryKind.AccountConditionChanged:
                ReplayCondition(entry);
                break;
            case JournalEntryKind.HoldExpired:
                ReplayExpiry(entry);
                break;
            default:
                throw Corruption(Sequence + 1, $"entry kind {(int)entry.Kind}", "no such kind");
        }
    }

    private void ReplayTransfer(in JournalEntry entry)
    {
        var (session, counter) = (entry.Session, entry.Counter);
        if (session == 0 || session > _options.SessionsMax || counter == 0 || _index.Find(session, counter) >= 0 || !_index.HasRoomFor(session, counter))
            throw Corruption(Sequence + 1, $"a new key, session {session}, counter {counter}", "no room for such a key, or the key used before");
        if (entry.Status is not SettlementStatus.Accepted and (<= SettlementStatus.KeyBlocksFull or > SettlementStatus.HoldsFull))
            throw Corruption(Sequence + 1, $"status {(int)entry.Status}", "an answer that is not journaled");
        var block = _index.BlockOf(session, counter);
        ref var own = ref NextEntry();
        own = entry;
        _index.Add(session, counter, block, (int)(Sequence & _windowMask));
        if (entry.Status == SettlementStatus.Accepted)
        {
            own.DebitBalance = 0;
            own.CreditBalance = 0;
            own.Status = TransferChecks.Alone(own);
            if (own.Status == SettlementStatus.None)
                Settle(ref own, Sequence);
        }
        else
        {
            var found = TransferChecks.Alone(own);
            if (found == SettlementStatus.None)
                found = entry.IsInChain || entry.Status == SettlementStatus.HoldsFull ? entry.Status : TransferChecks.WithBooks(own, _books);
            own.Status = found;
        }

        Compare(entry, own);
    }

    private void ReplayOpening(in JournalEntry entry)
    {
        var terms = entry.Terms();
        if (OpeningChecks.FaultIn(terms, _accounts) is { } fault)
            throw Corruption(Sequence + 1, "an account opened", fault);
        var status = _accounts.Open(terms);
        if (status != OpeningStatus.Opened)
            throw Corruption(Sequence + 1, "an account opened", status.ToString());
        ref var own = ref NextEntry();
        own = JournalEntry.ForOpening(terms, _accounts.Count, _time);
        Compare(entry, own);
    }

    private void ReplayCondition(in JournalEntry entry)
    {
        var status = entry.Condition > AccountCondition.Closed ? ConditionStatus.None : _accounts.Change(entry.Account, entry.Condition);
        if (status != ConditionStatus.Changed)
            throw Corruption(Sequence + 1, $"account {entry.Account} {entry.Condition}", status.ToString());
        NextEntry() = entry;
    }

    private unsafe void ReplayExpiry(in JournalEntry entry)
    {
        var hold = _books.Holds.Find(entry.Hold);
        if (hold == null || hold->Due > _time)
            throw Corruption(Sequence + 1, $"hold {entry.Hold} expired", hold == null ? "no such hold" : "it is not due yet");
        ref var own = ref NextEntry();
        Expire(hold, ref own);
        Compare(entry, own);
    }

    private void Compare(in JournalEntry written, in JournalEntry found)
    {
        if (written != found)
            throw Corruption(Sequence, Describe(written), Describe(found));
    }

    private static string Describe(in JournalEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Kind} {entry.Transfer} with status {entry.Status} and balances {entry.DebitBalance} and {entry.CreditBalance} fen");

    private static LedgerCorruptionException Corruption(long sequence, string expected, string found) => new(sequence, expected, found);
}
