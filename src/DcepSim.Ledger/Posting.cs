using System.Runtime.CompilerServices;

namespace DcepSim.Ledger;

/// <summary>Carries a checked transfer to its two accounts. Nothing here may fail.</summary>
internal static unsafe class Posting
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Carry(ref JournalEntry transfer, long sequence, Books books)
    {
        ref var debit = ref books.Accounts.First[transfer.Debit];
        ref var credit = ref books.Accounts.First[transfer.Credit];
        books.Accounts.Image.BeforeChange(ref debit);
        books.Accounts.Image.BeforeChange(ref credit);
        if ((transfer.Flags & TransferChecks.HoldFlags) == 0)
        {
            debit.Balance -= transfer.AmountFen;
            credit.Balance += transfer.AmountFen;
            if (PostingRules.IsPayment(transfer.TransferKind))
                CountPayment(transfer.AmountFen, ref debit, books.Calendar);
            else if (transfer.TransferKind == TransferKind.Claim)
                credit.State |= AccountState.Claimed;
        }
        else if ((transfer.Flags & TransferFlags.Pending) != 0)
        {
            Hold(transfer, sequence, books, ref debit, ref credit);
        }
        else
        {
            End(transfer, books, ref debit, ref credit);
        }

        transfer.DebitBalance = Math.Max(0, debit.Balance);
        transfer.CreditBalance = Math.Max(0, credit.Balance);
        transfer.Status = SettlementStatus.Accepted;
    }

    /// <summary>Frees what a hold has earmarked and removes it; what it counted on its day is given back.</summary>
    /// <param name="hold">The hold; its place is free afterwards.</param>
    /// <param name="unpaid">How much of it was not posted.</param>
    /// <param name="books">Where it is.</param>
    public static void Release(HoldRecord* hold, long unpaid, Books books)
    {
        ref var debit = ref books.Accounts.First[hold->Debit];
        ref var credit = ref books.Accounts.First[hold->Credit];
        books.Accounts.Image.BeforeChange(ref debit);
        books.Accounts.Image.BeforeChange(ref credit);
        debit.HeldOut -= hold->Amount;
        credit.HeldIn -= hold->Amount;
        if (PostingRules.IsPayment(hold->Kind))
        {
            // An older day or year than the payer's current one has no room that could be given back.
            if (debit.Day == hold->Day)
                debit.DayPaid -= unpaid;
            if (debit.Year == hold->Year)
                debit.YearPaid -= unpaid;
        }

        books.Holds.Remove(hold);
    }

    private static void Hold(in JournalEntry transfer, long sequence, Books books, ref AccountRecord debit, ref AccountRecord credit)
    {
        debit.HeldOut += transfer.AmountFen;
        credit.HeldIn += transfer.AmountFen;
        if (PostingRules.IsPayment(transfer.TransferKind))
            CountPayment(transfer.AmountFen, ref debit, books.Calendar);
        books.Holds.Add(new()
        {
            Sequence = sequence,
            Amount = transfer.AmountFen,
            Due = DueAfter(transfer.Hold, transfer.TimeNanoseconds),
            Debit = transfer.Debit,
            Credit = transfer.Credit,
            Day = books.Calendar.Day,
            Year = books.Calendar.Year,
            Kind = transfer.TransferKind,
            Term = (int)transfer.Hold,
        });
    }

    /// <summary>When a hold is over; the last nanosecond there is where its term ends after that, which is after the ledger's last year.</summary>
    private static long DueAfter(long seconds, long time)
    {
        var term = seconds * NanosecondsPerSecond;
        return Math.Min(time, long.MaxValue - term) + term;
    }

    private static void End(in JournalEntry transfer, Books books, ref AccountRecord debit, ref AccountRecord credit)
    {
        var hold = books.Holds.Find(transfer.Hold);
        var posted = (transfer.Flags & TransferFlags.Post) != 0 ? transfer.AmountFen : 0;
        Release(hold, hold->Amount - posted, books);
        debit.Balance -= posted;
        credit.Balance += posted;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CountPayment(long amount, ref AccountRecord payer, in ShanghaiCalendar calendar)
    {
        // Counters roll when they are next used: a new day or year costs nothing until somebody pays in it.
        payer.DayPaid = payer.PaidOn(calendar.Day) + amount;
        payer.YearPaid = payer.PaidIn(calendar.Year) + amount;
        payer.Day = calendar.Day;
        payer.Year = calendar.Year;
    }
}
