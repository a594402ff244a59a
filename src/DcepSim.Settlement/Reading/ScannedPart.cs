using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>A segment without an index, read through.</summary>
internal sealed class ScannedPart(SegmentCatalog catalog, long first, long last, int account) : SegmentPart
{
    public override void Read(in StatementSpan span, StatementOrder order, int entriesMax, List<StatementEntry> entries)
    {
        var (from, through) = (Math.Max(span.FromSequence, first), Math.Min(span.ThroughSequence, last));
        if (from > through)
            return;
        var found = new List<StatementEntry>();
        using var reader = new JournalReader(catalog, from);
        while (reader.Read(through))
        {
            BlockReading.Take(MemoryMarshal.Cast<byte, JournalEntry>(reader.Records), reader.FirstSequence, account, span, found);
            if (order == StatementOrder.OldestFirst && found.Count >= entriesMax)
                break;
            if (order == StatementOrder.NewestFirst && found.Count > 2L * entriesMax)
                found.RemoveRange(0, found.Count - entriesMax);
        }

        if (order == StatementOrder.NewestFirst)
            found.Reverse();
        entries.AddRange(found.Take(entriesMax));
    }
}
