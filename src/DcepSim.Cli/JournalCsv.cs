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

    public static async Task WriteAsync(TextWriter output, IJournalStore store, long from, long through, CancellationToken cancellation)
    {
        await output.WriteAsync(Header + "\n").ConfigureAwait(false);
        await foreach (var page in JournalStream.ReadAsync(store, from, cancellationToken: cancellation).ConfigureAwait(false))
        {
            WriteRows(output, page, through);
            if (page.LastSequence >= through)
                break;
        }

        await output.FlushAsync(cancellation).ConfigureAwait(false);
    }

    private static void WriteRows(TextWriter output, in SettledPage page, long through)
    {
        var entries = page.Entries.Span;
        for (var i = 0; i < entries.Length && page.FirstSequence + i <= through; i++)
            WriteRow(output, entries[i], page.FirstSequence + i);
    }

    private static void WriteRow(TextWriter output, in JournalEntry entry, long sequence)
    {
        if (entry.Kind is not (JournalEntryKind.Transfer or JournalEntryKind.HoldExpired))
            return;
        var (transfer, receipt) = (entry.Transfer, entry.ReceiptAt(sequence));
        var time = InstantPattern.ExtendedIso.Format(entry.Time.ToInstant());
        var flags = transfer.Flags.ToString().Replace(", ", "+", StringComparison.Ordinal);
        output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{sequence},{time},{entry.Kind},{transfer.Key.Session},{transfer.Key.Counter},{transfer.Kind},{transfer.Debit.Value},{transfer.Credit.Value},{transfer.Amount.Fen},{flags},{transfer.Hold.Value},{receipt.Status},{receipt.DebitBalance.Fen},{receipt.CreditBalance.Fen}\n"));
    }
}
