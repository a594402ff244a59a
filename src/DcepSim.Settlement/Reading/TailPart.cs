using System.Runtime.InteropServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>A segment that has no index yet, by what is kept of it in memory.</summary>
internal sealed class TailPart(SegmentCatalog catalog, SegmentEntry segment, IReadOnlyList<AccountTail> tails, int account, ReadLanes lanes) : SegmentPart
{
    public override void Read(in StatementSpan span, StatementOrder order, int entriesMax, List<StatementEntry> entries)
    {
        var wanted = entries.Count + entriesMax;
        foreach (var tail in order == StatementOrder.NewestFirst ? tails.Reverse() : tails)
            Read(tail, span.Within(tail), order, wanted, entries);
    }

    public override void Dispose()
    {
        foreach (var tail in tails)
            tail.Leave();
        base.Dispose();
    }

    private void Read(AccountTail tail, StatementSpan span, StatementOrder order, int wanted, List<StatementEntry> entries)
    {
        var reading = new BlockReading(catalog, segment, tail, account, lanes);
        var sequences = new List<long>();
        while (entries.Count < wanted && span.FromSequence <= span.ThroughSequence)
        {
            sequences.Clear();
            if (order == StatementOrder.NewestFirst)
                tail.FindDown(account, span.ThroughSequence, wanted - entries.Count, sequences);
            else
                tail.FindUp(account, span.FromSequence, wanted - entries.Count, sequences);
            if (sequences.Count == 0)
                return;
            sequences.Sort();
            var found = span with { FromSequence = Math.Max(span.FromSequence, sequences[0]), ThroughSequence = Math.Min(span.ThroughSequence, sequences[^1]) };
            if (found.FromSequence <= found.ThroughSequence)
                reading.Read(BlocksOf(tail, sequences), found, order, wanted - entries.Count, entries);
            span = order == StatementOrder.NewestFirst ? span with { ThroughSequence = sequences[0] - 1 } : span with { FromSequence = sequences[^1] + 1 };
        }
    }

    private static ReadOnlySpan<int> BlocksOf(AccountTail tail, List<long> sequences)
    {
        var blocks = new List<int>(sequences.Count);
        ISegmentMap map = tail;
        foreach (var sequence in sequences)
        {
            var block = ISegmentMap.BlockOf(map.Group(map.IndexOf(sequence)), sequence);
            if (blocks.Count == 0 || blocks[^1] != block)
                blocks.Add(block);
        }

        return CollectionsMarshal.AsSpan(blocks);
    }
}
