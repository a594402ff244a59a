using System.Globalization;
using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;
using NodaTime.Text;

namespace DcepSim.Cli;

/// <summary>A journal's transfers as CSV. Fields are numbers, times and closed words: none needs quotes.</summary>
internal static class JournalCsv
{
    private const string Header = "sequence,time,entry,session,counter,kind,debit,credit,amountFen,flags,hold,status,debitBalanceFen,creditBalanceFen";

    public static void Write(TextWriter output, IJournalStore store, long from, long through, CancellationToken cancellation)
    {
        output.Write(Header + "\n");
        using var reader = JournalReader.Open(store, from);
        while (reader.Read() && reader.FirstSequence <= through)
        {
            cancellation.ThrowIfCancellationRequested();
            var entries = MemoryMarshal.Cast<byte, JournalEntry>(reader.Records);
            for (var i = 0; i < entries.Length && reader.FirstSequence + i <= through; i++)
                WriteRow(output, entries[i], reader.FirstSequence + i);
        }

        output.Flush();
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
