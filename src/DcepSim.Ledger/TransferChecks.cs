using System.Runtime.CompilerServices;

namespace DcepSim.Ledger;

/// <summary>
/// The checks of one transfer, in the order of <see cref="SettlementStatus"/>: first what it says by itself, then what the accounts say.
/// After the last check nothing may fail.
/// </summary>
internal static unsafe class TransferChecks
{
    private const TransferFlags KnownFlags = TransferFlags.Linked;

    /// <summary>What can be said without looking at any account; <see cref="SettlementStatus.None"/> when nothing is wrong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SettlementStatus Alone(in LedgerEntry transfer)
    {
        if (transfer.Kind is TransferKind.None or > TransferKind.Recall)
            return SettlementStatus.KindUnknown;
        if ((transfer.Flags & ~KnownFlags) != 0)
            return SettlementStatus.FlagsUnknown;
        if (transfer.Amount == 0)
            return SettlementStatus.AmountZero;
        if (transfer.Amount < 0 || transfer.Amount > Amount.MaxValue.Fen)
            return SettlementStatus.AmountOutOfRange;
        return transfer.Debit == transfer.Credit ? SettlementStatus.AccountsEqual : SettlementStatus.None;
    }

    /// <summary>What the accounts say at the transfer's time; <see cref="SettlementStatus.None"/> when nothing is wrong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SettlementStatus WithAccounts(in LedgerEntry transfer, AccountTable accounts, in ShanghaiCalendar calendar)
    {
        if (!accounts.IsOpen(transfer.Debit))
            return SettlementStatus.DebitAccountMissing;
        if (!accounts.IsOpen(transfer.Credit))
            return SettlementStatus.CreditAccountMissing;
        ref readonly var debit = ref accounts.First[transfer.Debit];
        ref readonly var credit = ref accounts.First[transfer.Credit];
        if (!PostingRules.Allows(transfer.Kind, debit.Kind, credit.Kind))
            return SettlementStatus.PostingRuleMissing;
        var status = transfer.Kind switch
        {
            TransferKind.Payment or TransferKind.PersonToPerson => PaymentLimits(transfer.Amount, debit, accounts.Limits[debit.Limits], calendar),
            TransferKind.Claim => Claim(transfer, credit),
            TransferKind.PacketPayment => PacketPayment(transfer.Time, debit, credit),
            TransferKind.Recall => Recall(transfer, debit, accounts),
            _ => SettlementStatus.None,
        };
        if (status != SettlementStatus.None)
            return status;
        var floor = debit.Kind == AccountKind.Issue ? -Amount.MaxValue.Fen : 0; // the issue account falls below zero by what circulates
        if (debit.Balance - debit.HeldOut - transfer.Amount < floor)
            return SettlementStatus.InsufficientFunds;
        return credit.Balance + credit.HeldIn + transfer.Amount > accounts.Limits[credit.Limits].BalanceMax
            ? SettlementStatus.BalanceLimit
            : SettlementStatus.None;
    }

    private static SettlementStatus Claim(in LedgerEntry transfer, in AccountRecord packet)
    {
        if (packet.Parent != transfer.Debit)
            return SettlementStatus.FunderMismatch;
        if ((packet.State & AccountState.Claimed) != 0)
            return SettlementStatus.PacketClaimed;
        return transfer.Time >= packet.WindowUntil ? SettlementStatus.WindowEnded : SettlementStatus.None;
    }

    private static SettlementStatus PacketPayment(long time, in AccountRecord packet, in AccountRecord merchant)
    {
        if ((packet.Scope & merchant.Scope) == 0)
            return SettlementStatus.OutOfScope;
        if (time < packet.WindowFrom)
            return SettlementStatus.WindowNotOpen;
        return time >= packet.WindowUntil ? SettlementStatus.WindowEnded : SettlementStatus.None;
    }

    private static SettlementStatus Recall(in LedgerEntry transfer, in AccountRecord source, AccountTable accounts)
    {
        var isPacket = source.Kind == AccountKind.RedPacket;
        var funder = isPacket ? accounts.First[source.Parent].Parent : source.Parent;
        if (funder != transfer.Credit)
            return SettlementStatus.FunderMismatch;
        return isPacket && transfer.Time < source.WindowUntil ? SettlementStatus.WindowNotEnded : SettlementStatus.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SettlementStatus PaymentLimits(long amount, in AccountRecord payer, in Limits limits, in ShanghaiCalendar calendar)
    {
        if (amount > limits.PerPaymentMax)
            return SettlementStatus.PaymentLimit;
        if (amount > limits.PerDayMax - PaidOn(payer, calendar.Day))
            return SettlementStatus.DayLimit;
        return amount > limits.PerYearMax - PaidIn(payer, calendar.Year) ? SettlementStatus.YearLimit : SettlementStatus.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long PaidOn(in AccountRecord payer, int day) => payer.Day == day ? payer.DayPaid : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long PaidIn(in AccountRecord payer, ushort year) => payer.Year == year ? payer.YearPaid : 0;
}
