using System.Runtime.CompilerServices;
using NodaTime.HighPerformance;

namespace DcepSim.Ledger;

// What nearly all transfers of a campaign are: a packet is claimed, spent or recalled, alone, its key next to the last one, and nothing against it.
// As with plain transfers, everything else goes the long way, which alone knows the reasons for refusing.
public sealed unsafe partial class GeneralLedger
{
    /// <summary>Applies transfers of packets, each at its own time, for as long as they are common ones.</summary>
    /// <param name="asked">The batch.</param>
    /// <param name="times">The time of each.</param>
    /// <param name="place">The place of the first to apply.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="answers">Takes the receipts, by place.</param>
    /// <returns>The place of the first that is not common, to which nothing was done; or the end.</returns>
    private int ApplyPackets(Transfer* asked, Instant64* times, int place, int end, Receipt* answers)
    {
        unchecked // amounts and balances are at most Amount.MaxValue, a ninetieth of what fits
        {
            var accounts = _accounts.First.Pointer;
            var limits = _accounts.Limits.Pointer;
            var count = (uint)_accounts.Count;
            var quietUntil = QuietUntil();
            for (; place < end; place++)
            {
                var transfer = asked + place;
                PrefetchAhead(asked, place, end - 1, accounts);
                var time = times[place].ToUnixTimeNanoseconds();
                var amount = transfer->Amount.Fen;
                if (time < _time || time >= quietUntil || ((byte)transfer->Flags | transfer->Hold.Value) != 0 || (ulong)(amount - 1) >= (ulong)Amount.MaxValue.Fen
                    || (uint)(transfer->Debit.Value - 1) >= count || (uint)(transfer->Credit.Value - 1) >= count)
                    return place;
                var session = transfer->Key.Session;
                if (session - 1 >= _sessionsMax || !_index.IsNext((uint)session, transfer->Key.Counter, out var block))
                    return place;
                var debit = accounts + (uint)transfer->Debit.Value;
                var credit = accounts + (uint)transfer->Credit.Value;
                if (((debit->State | credit->State) & AccountState.ConditionMask) != 0 || !IsCommon(transfer, time, debit, credit, accounts)
                    || ((debit->Balance - debit->HeldOut - amount) | (limits[credit->Limits].BalanceMax - credit->Balance - credit->HeldIn - amount)) < 0)
                    return place;
                // The point of no return: from here on nothing may fail.
                _time = time;
                var entry = NextPlace();
                _index.Add((uint)session, transfer->Key.Counter, block, (int)Sequence & _windowMask);
                _accounts.Image.BeforeChange(ref *debit);
                _accounts.Image.BeforeChange(ref *credit);
                debit->Balance -= amount;
                credit->Balance += amount;
                if (transfer->Kind == TransferKind.Claim)
                    credit->State |= AccountState.Claimed;
                _books.Turnover.Add(transfer->Kind, debit->Operator, credit->Operator, amount);
                entry->Accept(*transfer, time, debit->Balance, credit->Balance);
                answers[place] = new(
                    Sequence,
                    Instant64.FromUnixTimeNanoseconds(time),
                    SettlementStatus.Accepted,
                    Unsafe.BitCast<long, Amount>(debit->Balance),
                    Unsafe.BitCast<long, Amount>(credit->Balance));
            }

            return place;
        }
    }

    /// <summary>Whether a packet is claimed, spent at a merchant or recalled to its funder, and neither parents, scopes nor the window speak against
    /// it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCommon(Transfer* transfer, long time, AccountRecord* debit, AccountRecord* credit, AccountRecord* accounts)
    {
        if (!PostingRules.Allows(transfer->Kind, debit->Kind, credit->Kind))
            return false;
        return transfer->Kind switch
        {
            TransferKind.PacketPayment => (debit->Scope & credit->Scope) != 0 && time >= debit->WindowFrom && time < debit->WindowUntil,
            TransferKind.Claim => credit->Parent == transfer->Debit.Value && (credit->State & AccountState.Claimed) == 0 && time < credit->WindowUntil,
            TransferKind.Recall => debit->Kind == AccountKind.RedPacket && accounts[debit->Parent].Parent == transfer->Credit.Value && time >= debit->WindowUntil,
            _ => false,
        };
    }

    /// <summary>Before this, time may move on and nothing else happens: no day ends and no hold is due.</summary>
    private long QuietUntil()
    {
        var due = _books.Holds.DueFirst;
        var midnight = Math.Min(_books.Calendar.NextMidnight, ShanghaiCalendar.Latest);
        return due == null ? midnight : Math.Min(midnight, due->Due);
    }
}
