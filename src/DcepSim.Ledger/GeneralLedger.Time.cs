using System.Runtime.CompilerServices;
using NodaTime.HighPerformance;

namespace DcepSim.Ledger;

// The ledger's time, which moves forward only; and what simulated runs need: each transfer at its own time, one book after another.
public sealed unsafe partial class GeneralLedger
{
    /// <summary>
    /// As <see cref="Apply(ReadOnlySpan{Transfer}, Instant64, Span{Receipt})"/>, each transfer at a time of its own: what whoever already
    /// knows when everything happens, as a simulated run does, may hand over together.
    /// </summary>
    /// <param name="transfers">What is asked, in order of time.</param>
    /// <param name="times">The time of each transfer, never before the one before it; a chain has the time of its first.</param>
    /// <param name="receipts">Takes the answers, one for each transfer at its index.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is before an earlier one, or outside the range; the transfers before it have
    /// been applied.</exception>
    /// <exception cref="ArgumentException">There are fewer times or receipts than transfers.</exception>
    /// <exception cref="ObjectDisposedException">The book is closed.</exception>
    public void Apply(ReadOnlySpan<Transfer> transfers, ReadOnlySpan<Instant64> times, Span<Receipt> receipts)
    {
        PrefetchFirst(transfers);
        ApplyFirst(transfers, transfers.Length, times, receipts);
    }

    /// <summary>As <see cref="Apply(ReadOnlySpan{Transfer}, ReadOnlySpan{Instant64}, Span{Receipt})"/> for the first of some transfers, while memory
    /// is fetched for the others, which are asked for next: then short batches take no longer than long ones.</summary>
    /// <param name="transfers">What is asked now and next.</param>
    /// <param name="count">How many are asked now.</param>
    /// <param name="times">The time of each that is asked now.</param>
    /// <param name="receipts">Takes the answers to what is asked now.</param>
    internal void ApplyFirst(ReadOnlySpan<Transfer> transfers, int count, ReadOnlySpan<Instant64> times, Span<Receipt> receipts)
    {
        RequireReady();
        RequireRoom(count, receipts.Length);
        if (times.Length < count)
            throw new ArgumentException($"{count} transfers need {count} times, not {times.Length}.", nameof(times));
        var length = transfers.Length;
        transfers = transfers[..count];
        fixed (Transfer* asked = transfers)
        fixed (Instant64* moments = times)
        fixed (Receipt* answers = receipts)
        {
            for (var i = 0; (i = ApplyCommon(asked, moments, i, count, length, answers)) < count;)
            {
                MoveTo(times[i]);
                i += ApplyNext(transfers, i, receipts);
            }
        }

        GC.KeepAlive(this); // the memory behind the views is this object's
    }

    /// <summary>Makes the book as it was when it was new, and keeps its memory: quicker than a new one.</summary>
    /// <exception cref="ObjectDisposedException">The book is closed.</exception>
    public void Clear()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _snapshot?.Abandon();
        _snapshot = null;
        _books.Clear();
        _index.Clear();
        Sequence = 0;
        _refilledThrough = NothingToRefill;
        _time = ShanghaiCalendar.Earliest;
        _books.Calendar.MoveTo(_time);
    }

    /// <summary>Takes memory from the system for accounts that will be opened: else each first touch of a page keeps the book waiting until the system
    /// has cleared it. Other threads may while the book goes on, until it is disposed.</summary>
    /// <param name="first">The number of the first, from 1.</param>
    /// <param name="count">How many; in all no more than there is room for.</param>
    internal void FetchAccounts(long first, long count) => _accounts.Fetch(first, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MoveTo(Instant64 time)
    {
        var nanoseconds = time.ToUnixTimeNanoseconds();
        if (nanoseconds != _time)
            MoveOnTo(time, nanoseconds);
    }

    private void MoveOnTo(Instant64 time, long nanoseconds)
    {
        if (nanoseconds < _time || nanoseconds >= ShanghaiCalendar.Latest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(time), time, $"The ledger's time is {Time}: it never goes back and ends before 2262.");
        }

        _time = nanoseconds;
        _books.Calendar.MoveTo(nanoseconds);
        ExpireDue();
    }

    private void ExpireDue()
    {
        for (var expired = 0; expired < _options.ExpiriesMax; expired++)
        {
            var hold = _books.Holds.DueFirst;
            if (hold == null || hold->Due > _time)
                return;
            Expire(hold, ref NextEntry());
        }
    }

    private void Expire(HoldRecord* hold, ref JournalEntry entry)
    {
        entry = new()
        {
            AmountFen = hold->Amount,
            Hold = hold->Sequence,
            TimeNanoseconds = _time,
            Debit = hold->Debit,
            Credit = hold->Credit,
            TransferKind = hold->Kind,
            Flags = TransferFlags.Void,
            Status = SettlementStatus.Accepted,
            Kind = JournalEntryKind.HoldExpired,
        };
        Posting.Release(hold, hold->Amount, _books);
        entry.DebitBalance = _accounts.First[entry.Debit].Balance;
        entry.CreditBalance = _accounts.First[entry.Credit].Balance;
    }
}
