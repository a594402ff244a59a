using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>A segment without an index, read through.</summary>
internal sealed class ScannedPart(SegmentCatalog catalog, long first, long last, PartRequest wanted) : SegmentPart
{
    private int Blocks => (int)((last - first + JournalLayout.RecordsPerBlock) / JournalLayout.RecordsPerBlock); // of a segment, whose bytes are an int's

    public override IEnumerable<StatementPiece> Pieces() => [new(Blocks, Read)];

    private List<StatementEntry> Read()
    {
        var found = new List<StatementEntry>();
        var span = wanted.Span;
        var (from, through) = (Math.Max(span.FromSequence, first), Math.Min(span.ThroughSequence, last));
        if (from > through)
            return found;
        using var reader = new JournalReader(catalog, from);
        while (reader.Read(through))
        {
            BlockReading.Take(MemoryMarshal.Cast<byte, JournalEntry>(reader.Records), reader.FirstSequence, wanted.Account, span, found);
            if (!wanted.IsNewestFirst && found.Count >= wanted.EntriesMax)
                break;
            if (wanted.IsNewestFirst && found.Count > 2L * wanted.EntriesMax)
                found.RemoveRange(0, found.Count - wanted.EntriesMax);
        }

        if (wanted.IsNewestFirst)
            found.Reverse();
        return found;
    }
}
