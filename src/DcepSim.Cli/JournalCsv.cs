using System.Globalization;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using NodaTime.Text;

namespace DcepSim.Cli;

/// <summary>A journal's transfers as CSV. Fields are numbers, times and closed words: none needs quotes.</summary>
internal static class JournalCsv
{
    private const string Header = "sequence,time,entry,session,counter,kind,debit,credit,amountFen,flags,hold,status,debitBalanceFen,creditBalanceFen";

    /// <returns>How many entries of that stretch are not transfers and have no row.</returns>
    public static async Task<long> WriteAsync(TextWriter output, IJournalStore store, long from, long through, CancellationToken cancellation)
    {
        var others = 0L;
        await output.WriteAsync(Header + "\n").ConfigureAwait(false);
        await foreach (var page in JournalStream.ReadAsync(store, from, cancellationToken: cancellation).ConfigureAwait(false))
        {
            others += WriteRows(output, page, through);
            if (page.LastSequence >= through)
                break;
        }

        await output.FlushAsync(cancellation).ConfigureAwait(false);
        return others;
    }

    private static long WriteRows(TextWriter output, in SettledPage page, long through)
    {
        var others = 0L;
        var entries = page.Entries.Span;
        for (var i = 0; i < entries.Length && page.FirstSequence + i <= through; i++)
        {
            if (entries[i].Kind is JournalEntryKind.Transfer or JournalEntryKind.HoldExpired)
                WriteRow(output, entries[i], page.FirstSequence + i);
            else
                others++;
        }

        return others;
    }

    private static void WriteRow(TextWriter output, in JournalEntry entry, long sequence)
    {
        var (transfer, receipt) = (entry.Transfer, entry.ReceiptAt(sequence));
        var time = InstantPattern.ExtendedIso.Format(entry.Time.ToInstant());
        var flags = transfer.Flags.ToString().Replace(", ", "+", StringComparison.Ordinal);
        output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{sequence},{time},{entry.Kind},{transfer.Key.Session},{transfer.Key.Counter},{transfer.Kind},{transfer.Debit.Value},{transfer.Credit.Value},{transfer.Amount.Fen},{flags},{transfer.Hold.Value},{receipt.Status},{receipt.DebitBalance.Fen},{receipt.CreditBalance.Fen}\n"));
    }
}
