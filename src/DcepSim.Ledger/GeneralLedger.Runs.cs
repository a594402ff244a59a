using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NodaTime.HighPerformance;

namespace DcepSim.Ledger;

// The common transfer: alone, without a hold, its key the next of its session, and nothing against it. It goes through a few branches that nearly
// always go the same way; what differs from transfer to transfer is arithmetic, because guessing wrong costs more than all of it, and calls nothing.
// Another lone transfer with such a key is decided the long way, which alone knows the reasons for refusing, and the run goes on; the rest ends it.
public sealed unsafe partial class GeneralLedger
{
    private const int PrefetchDistance = 24;

    private const uint Conditions = (uint)AccountState.ConditionMask << AccountRecord.StateInTag;

    /// <summary>Conditions of both accounts, and marks that say that a snapshot under way has them already.</summary>
    private const uint ToLookAt = Conditions | (0xFFu << AccountRecord.MarkInTag);

    private const uint ClaimedInTag = (uint)AccountState.Claimed << AccountRecord.StateInTag;

    private const ulong DayAndYear = (1UL << AccountRecord.LimitsInStamp) - 1;

    /// <summary>Applies transfers for as long as they are common.</summary>
    /// <param name="asked">The batch.</param>
    /// <param name="times">The time of each; null where all have the ledger's.</param>
    /// <param name="place">The place of the first to apply.</param>
    /// <param name="end">One past the last to apply.</param>
    /// <param name="length">How many the batch has: how far may be prefetched.</param>
    /// <param name="answers">Takes the receipts, by place.</param>
    /// <returns>The place of the first that is not common, to which nothing was done but prefetching; or the end.</returns>
    private int ApplyCommon(Transfer* asked, Instant64* times, int place, int end, int length, Receipt* answers)
    {
        unchecked // places in a batch and in the window
        {
            while (place < end)
            {
                var key = asked[place].Key;
                if (key.Session > _sessionsMax || !_index.TryBegin(key.Session, key.Counter, out var keys))
                    return place;
                var position = (int)(Sequence + 1) & _windowMask;
                var longest = (long)(_windowMask + 1 - position);
                if (Sequence < _windowLength)
                    longest = Math.Min(longest, _windowLength - Sequence);
                else if (!_index.TryBeginForgetting(ref keys, _window.Pointer[position].Session, _window.Pointer[position].Counter))
                    return place;
                // Those near the end of the batch ask for themselves instead of one further on.
                var isNearEnd = length - place <= PrefetchDistance;
                longest = Math.Min(longest, Math.Min(end, isNearEnd ? end : length - PrefetchDistance) - place);
                var count = Run(asked + place, times == null ? null : times + place, (int)longest, isNearEnd ? 0 : PrefetchDistance, answers + place, ref keys);
                _index.End(keys, count);
                place += count;
                if (count < longest && (count == 0 || IsOfRun(asked + place, keys)))
                    return place;
            }

            return place;
        }
    }

    /// <summary>Whether neither a transfer's key nor the key that leaves the window for it ended a run.</summary>
    private bool IsOfRun(Transfer* transfer, in KeyRun keys)
    {
        var entry = _window.Pointer + ((Sequence + 1) & _windowMask);
        return transfer->Key.Session == keys.Session && transfer->Key.Counter >= keys.Next && transfer->Key.Counter < keys.End
            && (!keys.IsWindowFull || entry->Session == 0 || (entry->Session == keys.OldSession && entry->Counter < keys.OldEnd));
    }

    /// <summary>Applies transfers for as long as they are common and their keys belong to a run.</summary>
    /// <returns>How many were applied.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // half-compiled it takes ten times as long, for as many batches as a short command has
    private int Run(Transfer* transfer, Instant64* times, int count, int ahead, Receipt* answer, ref KeyRun keys)
    {
        unchecked // amounts and balances are at most Amount.MaxValue, a ninetieth of what fits; what is paid never passes its limit
        {
            var first = transfer;
            var end = transfer + count;
            var far = (long)ahead * sizeof(Transfer);
            var accounts = _accounts.First.Pointer;
            var limits = _accounts.Limits.Pointer;
            var opened = (uint)_accounts.Count;
            var mark = (uint)_accounts.Image.Mark << AccountRecord.MarkInTag;
            var today = (uint)_books.Calendar.Day | ((ulong)_books.Calendar.Year << AccountRecord.YearInStamp);
            ref var rules = ref PostingRules.LoneRules;
            var turnover = _books.Turnover.Debited;
            var time = _time;
            var quietUntil = times == null ? 0 : QuietUntil();
            var sequence = Sequence;
            var entry = _window.Pointer + ((sequence + 1) & _windowMask);
            var slotOffset = (int)((sequence + 1) & _windowMask) - (int)sequence;
            var (next, forgotten) = (keys.Next, keys.Forgotten);
            var (session, keysEnd) = (keys.Session, keys.End);
            var (isFull, oldSession, oldEnd) = (keys.IsWindowFull, keys.OldSession, keys.OldEnd);
            var slots = keys.Slots;
            var oldSlots = keys.OldSlots;
            for (; transfer < end; transfer++, answer++, entry++)
            {
                PrefetchAhead((Transfer*)((byte*)transfer + far), answer, accounts, entry);
                var counter = transfer->Key.Counter;
                var odd = (byte)transfer->Flags | transfer->Hold.Value;
                if (transfer->Key.Session != session || counter < next || counter >= keysEnd
                    || (odd != 0 && (transfer->Flags & TransferFlags.Linked) != 0))
                    break;
                if (times != null)
                {
                    var own = times->ToUnixTimeNanoseconds();
                    if (own < time || own >= quietUntil)
                        break;
                    times++;
                    time = own; // should it not be applied, whoever goes on sets the time anew
                }

                if (isFull)
                {
                    var oldCounter = entry->Counter;
                    if (entry->Session == oldSession && oldSession != 0)
                    {
                        if (oldCounter <= forgotten || oldCounter >= oldEnd)
                            break;
                        forgotten = oldCounter;
                        oldSlots[(byte)oldCounter] = 0; // it waits for memory that nobody touched for as long as the window is
                        if (Sse.IsSupported)
                            Sse.Prefetch0(oldSlots + (byte)oldCounter + PrefetchDistance);
                    }
                    else if (entry->Session != 0)
                    {
                        break;
                    }
                    else
                    {
                        keys.LeftWithoutKey++; // an account that was opened, or a hold that expired
                    }
                }

                // From here on it is journaled, whatever the answer.
                sequence++;
                next = counter + 1;
                slots[(byte)counter] = (int)sequence + slotOffset;
                var amount = transfer->Amount.Fen;
                var (debitNumber, creditNumber) = ((uint)transfer->Debit.Value, (uint)transfer->Credit.Value);
                if (odd != 0 || (ulong)(amount - 1) >= (ulong)Amount.MaxValue.Fen || debitNumber == creditNumber
                    || debitNumber - 1 >= opened || creditNumber - 1 >= opened)
                    goto Uncommon;
                var debit = accounts + debitNumber;
                var credit = accounts + creditNumber;
                if ((((debit->Tag ^ mark) | (credit->Tag ^ mark)) & ToLookAt) != 0)
                {
                    if (((debit->Tag | credit->Tag) & Conditions) != 0)
                        goto Uncommon;
                    // The snapshot may as well have them now, should the transfer be refused after all.
                    _accounts.Image.BeforeChange(ref *debit, debitNumber);
                    _accounts.Image.BeforeChange(ref *credit, creditNumber);
                }

                var rule = Unsafe.Add(ref rules, PostingRules.LonePlace((uint)transfer->Kind, (uint)debit->Kind, (uint)credit->Kind));
                if (rule == LoneRule.None || (rule > LoneRule.Plain && !PacketAllows(rule, transfer, time, debit, credit, accounts)))
                    goto Uncommon;
                var payment = (long)rule >> 8; // all bits where it counts towards the payer's limits, else none
                var stamp = debit->Stamp;
                var (paidOnDay, paidInYear) = (debit->DayPaid, debit->YearPaid);
                var rolled = (stamp ^ today) & (ulong)payment & DayAndYear;
                if (rolled != 0)
                {
                    stamp ^= rolled;
                    paidOnDay = (uint)rolled == 0 ? paidOnDay : 0;
                    paidInYear = rolled >> AccountRecord.YearInStamp == 0 ? paidInYear : 0;
                }

                payment &= amount;
                paidOnDay += payment;
                paidInYear += payment;
                // What is read here is read again below: there are not registers for all.
                var caps = limits + (stamp >> AccountRecord.LimitsInStamp);
                if (payment > caps->PerPaymentMax || paidOnDay > caps->PerDayMax || paidInYear > caps->PerYearMax
                    || amount > debit->Balance - debit->HeldOut
                    || amount > limits[credit->Limits].BalanceMax - credit->Balance - credit->HeldIn)
                    goto Uncommon;
                // The point of no return: from here on nothing may fail.
                debit->DayPaid = paidOnDay; // as it was, and so the rest, where the transfer is no payment
                debit->YearPaid = paidInYear;
                debit->Stamp = stamp;
                debit->Balance -= amount;
                credit->Balance += amount;
                credit->Tag |= rule == LoneRule.Claim ? ClaimedInTag : 0; // all of it, which is read again at once
                Turnover.Add(turnover, (uint)transfer->Kind, debit->Tag, credit->Tag, amount);
                entry->Accept(transfer, time, debit->Balance, credit->Balance);
                *answer = new(
                    sequence,
                    Instant64.FromUnixTimeNanoseconds(time),
                    SettlementStatus.Accepted,
                    Unsafe.BitCast<long, Amount>(debit->Balance),
                    Unsafe.BitCast<long, Amount>(credit->Balance));
                continue;

            Uncommon:
                Decide(transfer, time, sequence, entry, answer);
                if (times != null)
                    quietUntil = QuietUntil(); // a hold may have been made, or ended
            }

            (Sequence, _time) = (sequence, time);
            (keys.Next, keys.Forgotten) = (next, forgotten);
            return (int)(transfer - first);
        }
    }

    /// <summary>Whether neither parents, scopes nor the window speak against a packet's being claimed, spent or recalled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool PacketAllows(LoneRule rule, Transfer* transfer, long time, AccountRecord* debit, AccountRecord* credit, AccountRecord* accounts) => rule switch
    {
        LoneRule.PacketPayment => (debit->Scope & credit->Scope) != 0 && time >= debit->WindowFrom && time < debit->WindowUntil,
        LoneRule.Claim => credit->Parent == transfer->Debit.Value && (credit->State & AccountState.Claimed) == 0 && time < credit->WindowUntil,
        _ => accounts[debit->Parent].Parent == transfer->Credit.Value && time >= debit->WindowUntil,
    };

    /// <summary>Asks for what transfers further on will touch. Whether their numbers make sense does not matter: nothing is read there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchAhead(Transfer* far, Receipt* answer, AccountRecord* accounts, JournalEntry* entry)
    {
        if (!Sse.IsSupported)
            return;
        unchecked // addresses
        {
            Sse.Prefetch0(accounts + (uint)far->Debit.Value);
            Sse.Prefetch0(accounts + (uint)far->Credit.Value);
            Sse.Prefetch0(entry + PrefetchDistance);
            Sse.Prefetch0(answer + PrefetchDistance);
        }
    }

    /// <summary>Decides on a transfer whose key is taken; of a few, to keep it out of the loop over those that are common.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Decide(Transfer* transfer, long time, long sequence, JournalEntry* entry, Receipt* answer)
    {
        entry->Ask(*transfer, time);
        Decide(ref *entry, sequence);
        *answer = entry->ReceiptAt(sequence);
    }

    /// <summary>Before this, time may move on and nothing else happens: no day ends and no hold is due.</summary>
    private long QuietUntil()
    {
        var due = _books.Holds.DueFirst;
        var midnight = Math.Min(_books.Calendar.NextMidnight, ShanghaiCalendar.Latest);
        return due == null ? midnight : Math.Min(midnight, due->Due);
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
