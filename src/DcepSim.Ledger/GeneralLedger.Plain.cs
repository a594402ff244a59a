using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NodaTime.HighPerformance;

namespace DcepSim.Ledger;

// The common transfer: alone, without a hold, its key next to the last one of its session, and nothing against it. It goes through a few branches
// that nearly always go the same way; what differs from transfer to transfer is arithmetic, because guessing wrong costs more than all of it.
// Everything else goes the long way, which alone knows the reasons for refusing.
public sealed unsafe partial class GeneralLedger
{
    /// <summary>Applies transfers for as long as they are plain.</summary>
    /// <param name="asked">The batch.</param>
    /// <param name="place">The place of the first to apply.</param>
    /// <param name="end">One past the last to apply.</param>
    /// <param name="last">The last place of the batch: how far may be prefetched.</param>
    /// <param name="answers">Takes the receipts, by place.</param>
    /// <returns>The place of the first that is not plain, to which nothing was done but prefetching; or the end.</returns>
    private int ApplyPlain(Transfer* asked, int place, int end, int last, Receipt* answers)
    {
        unchecked // amounts and balances are at most Amount.MaxValue, a ninetieth of what fits; what is paid never passes its limit
        {
            var accounts = _accounts.First.Pointer;
            var limits = _accounts.Limits.Pointer;
            var count = (uint)_accounts.Count;
            var (day, year) = (_books.Calendar.Day, _books.Calendar.Year);
            for (; place < end; place++)
            {
                var transfer = asked + place;
                PrefetchAhead(asked, place, last, accounts);
                var amount = transfer->Amount.Fen;
                if (((byte)transfer->Flags | transfer->Hold.Value) != 0 || (ulong)(amount - 1) >= (ulong)Amount.MaxValue.Fen || transfer->Debit == transfer->Credit
                    || (uint)(transfer->Debit.Value - 1) >= count || (uint)(transfer->Credit.Value - 1) >= count)
                    return place;
                var session = transfer->Key.Session;
                if (session - 1 >= _sessionsMax || !_index.IsNext((uint)session, transfer->Key.Counter, out var block))
                    return place;
                var debit = accounts + (uint)transfer->Debit.Value;
                var credit = accounts + (uint)transfer->Credit.Value;
                var rule = PostingRules.PlainRule(transfer->Kind, debit->Kind, credit->Kind);
                if (rule == 0 || ((debit->State | credit->State) & AccountState.ConditionMask) != 0)
                    return place;
                long payment = rule; // all bits where it counts towards the payer's limits, else one that says nothing
                payment >>= 1;
                var (paidOnDay, paidInYear) = (debit->DayPaid, debit->YearPaid);
                if ((((debit->Day ^ day) | (debit->Year ^ year)) & payment) != 0)
                    (paidOnDay, paidInYear) = (debit->PaidOn(day), debit->PaidIn(year));
                // Each of these is below zero where it speaks against the transfer.
                var caps = limits + debit->Limits;
                var room = ((caps->PerPaymentMax - amount) | (caps->PerDayMax - paidOnDay - amount) | (caps->PerYearMax - paidInYear - amount)) & payment;
                if ((room | (debit->Balance - debit->HeldOut - amount) | (limits[credit->Limits].BalanceMax - credit->Balance - credit->HeldIn - amount)) < 0)
                    return place;
                // The point of no return: from here on nothing may fail.
                var entry = NextPlace();
                _index.Add((uint)session, transfer->Key.Counter, block, (int)Sequence & _windowMask);
                _accounts.Image.BeforeChange(ref *debit);
                _accounts.Image.BeforeChange(ref *credit);
                debit->Balance -= amount;
                credit->Balance += amount;
                // Written back as it was where the transfer is no payment.
                debit->DayPaid += (paidOnDay + amount - debit->DayPaid) & payment;
                debit->YearPaid += (paidInYear + amount - debit->YearPaid) & payment;
                debit->Day ^= (debit->Day ^ day) & (int)payment;
                debit->Year ^= (ushort)((debit->Year ^ year) & (int)payment);
                _books.Turnover.Add(transfer->Kind, debit->Operator, credit->Operator, amount);
                entry->Accept(*transfer, _time, debit->Balance, credit->Balance);
                answers[place] = new(
                    Sequence,
                    Instant64.FromUnixTimeNanoseconds(_time),
                    SettlementStatus.Accepted,
                    Unsafe.BitCast<long, Amount>(debit->Balance),
                    Unsafe.BitCast<long, Amount>(credit->Balance));
            }

            return place;
        }
    }

    /// <summary>Asks for what a transfer further on will touch. Whether its numbers make sense does not matter: nothing is read there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PrefetchAhead(Transfer* asked, int place, int last, AccountRecord* accounts)
    {
        if (!Sse.IsSupported)
            return;
        unchecked // addresses
        {
            var far = asked + (uint)Math.Min(place + PrefetchDistance, last);
            Sse.Prefetch0(accounts + far->Debit.Value);
            Sse.Prefetch0(accounts + far->Credit.Value);
            Sse.Prefetch0(_window.Pointer + ((int)(Sequence + PrefetchDistance) & _windowMask));
            if ((far->Flags & TransferChecks.HoldFlags) != 0) // a new hold's sequence is known as well as it need be: its neighbours share a line
                _books.Holds.PrefetchPlace((far->Flags & TransferFlags.Pending) != 0 ? Sequence + PrefetchDistance : far->Hold.Value);
            var near = asked + (uint)Math.Min(place + HoldDistance, last);
            if ((near->Flags & (TransferFlags.Post | TransferFlags.Void)) != 0)
                _books.Holds.PrefetchRecord(near->Hold.Value);
        }
    }

    /// <summary>The next place in the window; the entry that was there leaves it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private JournalEntry* NextPlace()
    {
        unchecked // some 300 years of nanoseconds pass before a sequence overflows
        {
            var sequence = Sequence + 1;
            Sequence = sequence;
            var entry = _window.Pointer + ((int)sequence & _windowMask);
            if (sequence > _windowLength && entry->Session != 0)
                _index.Forget(entry->Session, entry->Counter);
            return entry;
        }
    }
}
