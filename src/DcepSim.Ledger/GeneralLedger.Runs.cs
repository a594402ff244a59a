using System.Runtime.CompilerServices;
using NodaTime.HighPerformance;

namespace DcepSim.Ledger;

// The common transfer: alone, without a hold, its key the next of its session, and nothing against it. It goes through a few branches that nearly
// always go the same way; what differs from transfer to transfer is arithmetic, because guessing wrong costs more than all of it, and calls nothing.
// Another lone transfer with such a key is decided the long way, which alone knows the reasons for refusing, and the run goes on; the rest ends it.
public sealed unsafe partial class GeneralLedger
{
    /// <summary>How many transfers ahead memory is asked for.</summary>
    internal const int PrefetchDistance = 24;

    private const uint MarkInTag = 0xFFu << AccountRecord.MarkInTag;

    /// <summary>Conditions of both accounts, and marks that say that a snapshot under way has them already.</summary>
    private const uint ToLookAt = ((uint)AccountState.ConditionMask << AccountRecord.StateInTag) | MarkInTag;

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
                longest = Math.Min(longest, end - place);
                var ask = asked + ((place + LoneRun.AskedTogether - 1) & -LoneRun.AskedTogether); // up to there the accounts of those further on are asked for
                var count = Run(asked + place, times == null ? null : times + place, (int)longest, ask, asked + length, answers + place, ref keys);
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

    /// <summary>Applies lone transfers for as long as their keys belong to a run.</summary>
    /// <returns>How many were applied.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // as the loop it calls
    private int Run(Transfer* first, Instant64* times, int count, Transfer* ask, Transfer* last, Receipt* answer, ref KeyRun keys)
    {
        unchecked // places in a batch and in the window
        {
            var run = new LoneRun
            {
                Transfer = first,
                End = first + count,
                Ask = ask,
                Last = last,
                Times = times,
                Answer = answer,
                Entry = _window.Pointer + ((Sequence + 1) & _windowMask),
                Sequence = Sequence,
                SlotOffset = (int)((Sequence + 1) & _windowMask) - (int)Sequence,
                Time = _time,
                QuietUntil = times == null ? 0 : QuietUntil(),
                Accounts = _accounts.First.Pointer,
                Limits = _accounts.Limits.Pointer,
                Opened = (uint)_accounts.Count,
                Mark = (uint)_accounts.Image.Mark << AccountRecord.MarkInTag,
                Today = (uint)_books.Calendar.Day | ((ulong)_books.Calendar.Year << AccountRecord.YearInStamp),
                Rules = ref PostingRules.LoneRules,
                Turnover = _books.Turnover.Debited,
            };
            while (ApplyWhileCommon(ref run, ref keys) < run.End)
            {
                if (KeepForSnapshot(ref run))
                    continue;
                if (!TryTakeKey(ref run, ref keys))
                    break;
                Decide(run.Transfer, run.Time, run.Sequence, run.Entry, run.Answer);
                if (times != null)
                    run.QuietUntil = QuietUntil(); // a hold may have been made, or ended
                run.GoOn();
            }

            (Sequence, _time) = (run.Sequence, run.Time);
            return (int)(run.Transfer - first);
        }
    }

    /// <summary>Applies transfers for as long as nothing speaks against them.</summary>
    /// <remarks>It calls nothing, and takes from the run's memory what it needs once a transfer: else what differs from transfer to transfer goes
    /// through memory instead.</remarks>
    /// <returns>The first transfer that is not common or not of the run, to which nothing was done; or the end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // half-compiled it takes ten times as long, for as many batches as a short command has
    private static Transfer* ApplyWhileCommon(ref LoneRun run, ref KeyRun keys)
    {
        unchecked // amounts and balances are at most Amount.MaxValue, a ninetieth of what fits; what is paid never passes its limit
        {
            var transfer = run.Transfer;
            var entry = run.Entry;
            var answer = run.Answer;
            var sequence = run.Sequence;
            var time = run.Time;
            for (; transfer < run.End; transfer++, answer++, entry++)
            {
                if (transfer >= run.Ask)
                    run.AskFurtherOn();
                LoneRun.AskAhead(entry, answer);
                var counter = transfer->Key.Counter;
                var amount = transfer->Amount.Fen;
                var (debitNumber, creditNumber) = ((uint)transfer->Debit.Value, (uint)transfer->Credit.Value);
                if (transfer->Key.Session != keys.Session || counter < keys.Next || counter >= keys.End
                    || ((byte)transfer->Flags | transfer->Hold.Value) != 0 || (ulong)(amount - 1) >= (ulong)Amount.MaxValue.Fen
                    || debitNumber == creditNumber || debitNumber - 1 >= run.Opened || creditNumber - 1 >= run.Opened)
                    break;
                if (run.Times != null)
                {
                    var own = run.Times->ToUnixTimeNanoseconds();
                    if (own < run.Time || own >= run.QuietUntil)
                        break;
                    time = own;
                }

                if (keys.IsWindowFull && entry->Session != 0
                    && (entry->Session != keys.OldSession || entry->Counter <= keys.Forgotten || entry->Counter >= keys.OldEnd))
                    break;
                var debit = run.Accounts + debitNumber;
                var credit = run.Accounts + creditNumber;
                if ((((debit->Tag ^ run.Mark) | (credit->Tag ^ run.Mark)) & ToLookAt) != 0)
                    break;
                var rule = Unsafe.Add(ref run.Rules, PostingRules.LonePlace((uint)transfer->Kind, (uint)debit->Kind, (uint)credit->Kind));
                if (rule == LoneRule.None || (rule > LoneRule.Plain && !PacketAllows(rule, transfer, time, debit, credit, run.Accounts)))
                    break;
                var payment = (long)rule >> 8; // all bits where it counts towards the payer's limits, else none
                var rolled = (debit->Stamp ^ run.Today) & (ulong)payment & DayAndYear;
                payment &= amount;
                // What is read here is read again below: there are not registers for all.
                var caps = run.Limits + debit->Limits;
                if (amount > debit->Balance - debit->HeldOut || amount > run.Limits[credit->Limits].BalanceMax - credit->Balance - credit->HeldIn
                    || payment > caps->PerPaymentMax || (rolled != 0 && !TryRoll(debit, rolled, payment, caps))
                    || debit->DayPaid + payment > caps->PerDayMax || debit->YearPaid + payment > caps->PerYearMax)
                    break;
                // The point of no return: from here on nothing may fail.
                debit->DayPaid += payment; // nothing where the transfer is no payment
                debit->YearPaid += payment;
                debit->Balance -= amount;
                credit->Balance += amount;
                if (rule == LoneRule.Claim)
                    credit->Tag |= ClaimedInTag;
                Turnover.Add(run.Turnover, (uint)transfer->Kind, debit->Tag, credit->Tag, amount);
                if (keys.IsWindowFull)
                    keys.ForgetIfKey(entry->Session, entry->Counter);
                sequence++;
                keys.Take(counter, (int)sequence + run.SlotOffset);
                entry->Accept(transfer, time, debit->Balance, credit->Balance);
                *answer = new(
                    sequence,
                    Instant64.FromUnixTimeNanoseconds(time),
                    SettlementStatus.Accepted,
                    Unsafe.BitCast<long, Amount>(debit->Balance),
                    Unsafe.BitCast<long, Amount>(credit->Balance));
                if (run.Times == null)
                    continue;
                run.Time = time;
                run.Times++;
            }

            run.Entry = entry;
            run.Answer = answer;
            run.Sequence = sequence;
            return run.Transfer = transfer;
        }
    }

    /// <summary>Lets a snapshot under way have both accounts of a run's next transfer, should it not have them yet.</summary>
    private bool KeepForSnapshot(ref LoneRun run)
    {
        unchecked // numbers of accounts
        {
            var (debit, credit) = ((uint)run.Transfer->Debit.Value, (uint)run.Transfer->Credit.Value);
            if (debit - 1 >= run.Opened || credit - 1 >= run.Opened
                || (((run.Accounts[debit].Tag ^ run.Mark) | (run.Accounts[credit].Tag ^ run.Mark)) & MarkInTag) == 0)
                return false;
            _accounts.Image.BeforeChange(ref run.Accounts[debit], debit);
            _accounts.Image.BeforeChange(ref run.Accounts[credit], credit);
            return true;
        }
    }

    /// <summary>Takes the key of a run's next transfer and its place in the window, whatever the answer will be; if it is a lone one of the run.</summary>
    private static bool TryTakeKey(ref LoneRun run, ref KeyRun keys)
    {
        unchecked // places in the window
        {
            var key = run.Transfer->Key;
            if (key.Session != keys.Session || key.Counter < keys.Next || key.Counter >= keys.End || (run.Transfer->Flags & TransferFlags.Linked) != 0)
                return false;
            var time = run.Times == null ? run.Time : run.Times->ToUnixTimeNanoseconds();
            if (run.Times != null && (time < run.Time || time >= run.QuietUntil))
                return false;
            if (keys.IsWindowFull && !TryForget(run.Entry, ref keys))
                return false;
            run.Time = time;
            run.Sequence++;
            keys.Take(key.Counter, (int)run.Sequence + run.SlotOffset);
            return true;
        }
    }

    /// <summary>Forgets the key of an entry that leaves the window, if it has one; false if it is not of the run.</summary>
    private static bool TryForget(JournalEntry* entry, ref KeyRun keys)
    {
        if (entry->Session == 0)
        {
            keys.LeftWithoutKey++; // an account that was opened, or a hold that expired
            return true;
        }

        if (entry->Session != keys.OldSession || entry->Counter <= keys.Forgotten || entry->Counter >= keys.OldEnd)
            return false;
        keys.Forget(entry->Counter);
        return true;
    }

    /// <summary>Begins the payer's new day or year if the limits allow a payment then, to which nothing else may be in the way; if not, does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRoll(AccountRecord* payer, ulong rolled, long payment, Limits* caps)
    {
        unchecked // what is paid never passes its limit
        {
            var paidOnDay = (uint)rolled == 0 ? payer->DayPaid : 0;
            var paidInYear = rolled >> AccountRecord.YearInStamp == 0 ? payer->YearPaid : 0;
            if (paidOnDay + payment > caps->PerDayMax || paidInYear + payment > caps->PerYearMax)
                return false;
            payer->Stamp ^= rolled;
            payer->DayPaid = paidOnDay;
            payer->YearPaid = paidInYear;
            return true;
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

    /// <summary>Decides on a transfer whose key is taken; of a few.</summary>
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
