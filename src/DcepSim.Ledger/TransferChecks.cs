using System.Runtime.CompilerServices;

namespace DcepSim.Ledger;

/// <summary>
/// The checks of one transfer, in the order of <see cref="SettlementStatus"/>: first what it says by itself, then what the books say.
/// After the last check nothing may fail.
/// </summary>
internal static unsafe class TransferChecks
{
    public const TransferFlags HoldFlags = TransferFlags.Pending | TransferFlags.Post | TransferFlags.Void;
    private const TransferFlags KnownFlags = TransferFlags.Linked | HoldFlags;

    /// <summary>What can be said without looking at any account; <see cref="SettlementStatus.None"/> when nothing is wrong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SettlementStatus Alone(in JournalEntry transfer)
    {
        if (transfer.TransferKind is TransferKind.None or > TransferKind.SubWalletPush)
            return SettlementStatus.KindUnknown;
        if ((transfer.Flags & ~KnownFlags) != 0)
            return SettlementStatus.FlagsUnknown;
        var hold = transfer.Flags & HoldFlags;
        if (hold != 0 && (hold & (hold - 1)) != 0)
            return SettlementStatus.FlagsConflict;
        if (transfer.AmountFen == 0)
            return SettlementStatus.AmountZero;
        if (transfer.AmountFen < 0 || transfer.AmountFen > Amount.MaxValue.Fen)
            return SettlementStatus.AmountOutOfRange;
        if (transfer.Debit == transfer.Credit)
            return SettlementStatus.AccountsEqual;
        return hold == 0 && transfer.Hold == 0 ? SettlementStatus.None : HoldTermAlone(hold, transfer.Hold);
    }

    /// <summary>What the books say at the transfer's time; <see cref="SettlementStatus.None"/> when nothing is wrong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SettlementStatus WithBooks(in JournalEntry transfer, Books books)
    {
        var accounts = books.Accounts;
        if (!accounts.IsOpen(transfer.Debit))
            return SettlementStatus.DebitAccountMissing;
        if (!accounts.IsOpen(transfer.Credit))
            return SettlementStatus.CreditAccountMissing;
        ref readonly var debit = ref accounts.First[transfer.Debit];
        ref readonly var credit = ref accounts.First[transfer.Credit];
        if (!PostingRules.Allows(transfer.TransferKind, debit.Kind, credit.Kind))
            return SettlementStatus.PostingRuleMissing;
        if ((transfer.Flags & HoldFlags) != 0)
        {
            if (!PostingRules.CanBeHeld(transfer.TransferKind))
                return SettlementStatus.HoldNotAllowed;
            if ((transfer.Flags & TransferFlags.Pending) == 0)
                return EndOfHold(transfer, books);
        }

        var status = Conditions(debit.State, credit.State);
        if (status != SettlementStatus.None)
            return status;
        status = transfer.TransferKind switch
        {
            TransferKind.Payment when debit.Kind == AccountKind.SubWallet && (debit.Scope & credit.Scope) == 0 => SettlementStatus.OutOfScope,
            TransferKind.Payment or TransferKind.PersonToPerson => PaymentLimits(transfer.AmountFen, debit, accounts.Limits[debit.Limits], books),
            TransferKind.Claim => Claim(transfer, credit),
            TransferKind.PacketPayment => PacketPayment(transfer.TimeNanoseconds, debit, credit),
            TransferKind.Recall => Recall(transfer, debit, accounts),
            TransferKind.PacketRefund => PacketRefund(transfer.TimeNanoseconds, debit, credit),
            TransferKind.SubWalletPush => IsChildOf(debit, transfer.Credit) || IsChildOf(credit, transfer.Debit) ? SettlementStatus.None : SettlementStatus.FunderMismatch,
            _ => SettlementStatus.None,
        };
        if (status != SettlementStatus.None)
            return status;
        var floor = debit.Kind == AccountKind.Issue ? -Amount.MaxValue.Fen : 0; // the issue account falls below zero by what circulates
        if (debit.Balance - debit.HeldOut - transfer.AmountFen < floor)
            return SettlementStatus.InsufficientFunds;
        if (credit.Balance + credit.HeldIn + transfer.AmountFen > accounts.Limits[credit.Limits].BalanceMax)
            return SettlementStatus.BalanceLimit;
        return (transfer.Flags & TransferFlags.Pending) != 0 && books.Holds.IsFull ? SettlementStatus.HoldsFull : SettlementStatus.None;
    }

    private static SettlementStatus HoldTermAlone(TransferFlags hold, long term)
    {
        var isInRange = hold switch
        {
            TransferFlags.Pending => term is >= 1 and <= HoldTerm.SecondsMax,
            TransferFlags.None => term == 0,
            _ => term >= 1,
        };
        return isInRange ? SettlementStatus.None : SettlementStatus.HoldTermOutOfRange;
    }

    /// <summary>A hold was checked when it was made and its room kept since: ending it asks only for the hold and for open accounts.</summary>
    private static SettlementStatus EndOfHold(in JournalEntry transfer, Books books)
    {
        var hold = books.Holds.Find(transfer.Hold);
        if (hold == null || transfer.TimeNanoseconds >= hold->Due)
            return SettlementStatus.HoldMissing;
        var isVoid = (transfer.Flags & TransferFlags.Void) != 0;
        if (hold->Kind != transfer.TransferKind || hold->Debit != transfer.Debit || hold->Credit != transfer.Credit
            || (isVoid && hold->Amount != transfer.AmountFen))
            return SettlementStatus.HoldMismatch;
        if (transfer.AmountFen > hold->Amount)
            return SettlementStatus.HoldExceeded;
        return isVoid
            ? SettlementStatus.None
            : Conditions(books.Accounts.First[transfer.Debit].State, books.Accounts.First[transfer.Credit].State);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SettlementStatus Conditions(AccountState debit, AccountState credit)
    {
        if (((debit | credit) & AccountState.ConditionMask) == 0)
            return SettlementStatus.None;
        if ((debit & AccountState.Closed) != 0)
            return SettlementStatus.DebitAccountClosed;
        if ((credit & AccountState.Closed) != 0)
            return SettlementStatus.CreditAccountClosed;
        if ((debit & AccountState.DebitsFrozen) != 0)
            return SettlementStatus.DebitAccountFrozen;
        return (credit & AccountState.CreditsFrozen) != 0 ? SettlementStatus.CreditAccountFrozen : SettlementStatus.None;
    }

    private static SettlementStatus Claim(in JournalEntry transfer, in AccountRecord packet)
    {
        if (packet.Parent != transfer.Debit)
            return SettlementStatus.FunderMismatch;
        if ((packet.State & AccountState.Claimed) != 0)
            return SettlementStatus.PacketClaimed;
        return transfer.TimeNanoseconds >= packet.WindowUntil ? SettlementStatus.WindowEnded : SettlementStatus.None;
    }

    private static SettlementStatus PacketPayment(long time, in AccountRecord packet, in AccountRecord merchant)
    {
        if ((packet.Scope & merchant.Scope) == 0)
            return SettlementStatus.OutOfScope;
        if (time < packet.WindowFrom)
            return SettlementStatus.WindowNotOpen;
        return time >= packet.WindowUntil ? SettlementStatus.WindowEnded : SettlementStatus.None;
    }

    private static SettlementStatus Recall(in JournalEntry transfer, in AccountRecord source, AccountTable accounts)
    {
        var isPacket = source.Kind == AccountKind.RedPacket;
        var funder = isPacket ? accounts.First[source.Parent].Parent : source.Parent;
        if (funder != transfer.Credit && !(isPacket && source.Parent == transfer.Credit))
            return SettlementStatus.FunderMismatch;
        return isPacket && transfer.TimeNanoseconds < source.WindowUntil ? SettlementStatus.WindowNotEnded : SettlementStatus.None;
    }

    // A pool takes a refund at any time, from whoever may accept packets; a packet only while it may be spent.
    private static SettlementStatus PacketRefund(long time, in AccountRecord merchant, in AccountRecord credit)
    {
        if (credit.Kind == AccountKind.RedPacket)
            return PacketPayment(time, credit, merchant);
        return merchant.Scope == 0 ? SettlementStatus.OutOfScope : SettlementStatus.None;
    }

    private static bool IsChildOf(in AccountRecord account, int parent) => account.Kind == AccountKind.SubWallet && account.Parent == parent;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SettlementStatus PaymentLimits(long amount, in AccountRecord payer, in Limits limits, Books books)
    {
        if (amount > limits.PerPaymentMax)
            return SettlementStatus.PaymentLimit;
        if (amount > limits.PerDayMax - payer.PaidOn(books.Calendar.Day))
            return SettlementStatus.DayLimit;
        return amount > limits.PerYearMax - payer.PaidIn(books.Calendar.Year) ? SettlementStatus.YearLimit : SettlementStatus.None;
    }
}
