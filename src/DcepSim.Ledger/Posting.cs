using System.Runtime.CompilerServices;

namespace DcepSim.Ledger;

/// <summary>Carries a checked transfer to its two accounts. Nothing here may fail.</summary>
internal static class Posting
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Carry(ref LedgerEntry transfer, ref AccountRecord debit, ref AccountRecord credit, in ShanghaiCalendar calendar)
    {
        debit.Balance -= transfer.Amount;
        credit.Balance += transfer.Amount;
        if (transfer.Kind is TransferKind.Payment or TransferKind.PersonToPerson)
            CountPayment(transfer.Amount, ref debit, calendar);
        else if (transfer.Kind == TransferKind.Claim)
            credit.State |= AccountState.Claimed;
        transfer.DebitBalance = Math.Max(0, debit.Balance);
        transfer.CreditBalance = Math.Max(0, credit.Balance);
        transfer.Status = SettlementStatus.Accepted;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CountPayment(long amount, ref AccountRecord payer, in ShanghaiCalendar calendar)
    {
        // Counters roll when they are next used: a new day or year costs nothing until somebody pays in it.
        payer.DayPaid = (payer.Day == calendar.Day ? payer.DayPaid : 0) + amount;
        payer.YearPaid = (payer.Year == calendar.Year ? payer.YearPaid : 0) + amount;
        payer.Day = calendar.Day;
        payer.Year = calendar.Year;
    }
}
