using System.Runtime.InteropServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>A segment that has no index yet, by what is kept of it in memory.</summary>
internal sealed class TailPart(SegmentCatalog catalog, SegmentEntry segment, IReadOnlyList<AccountTail> tails, PartRequest wanted) : SegmentPart
{
    private readonly List<BlockReading> _readings = [];

    /// <summary>The first pieces, looked up beside other segments.</summary>
    private IEnumerator<IEnumerable<StatementPiece>>? _rest;
    private bool _hasFirst;

    public override void Prepare()
    {
        _rest = Stretches().GetEnumerator();
        _hasFirst = _rest.MoveNext();
    }

    public override IEnumerable<StatementPiece> Pieces()
    {
        for (var hasMore = _hasFirst; hasMore; hasMore = _rest.MoveNext())
        {
            foreach (var piece in _rest!.Current)
                yield return piece;
        }
    }

    public override void Dispose()
    {
        _rest?.Dispose();
        _readings.ForEach(reading => reading.Dispose());
        foreach (var tail in tails)
            tail.Leave();
        base.Dispose();
    }

    private IEnumerable<IEnumerable<StatementPiece>> Stretches() =>
        (wanted.IsNewestFirst ? tails.Reverse() : tails).SelectMany(tail => Stretches(tail, wanted.Span.Within(tail)));

    /// <summary>What a tail holds of a span: as many entries at a time as can be of use, since those at its ends may turn out to be of another time.</summary>
    private IEnumerable<IEnumerable<StatementPiece>> Stretches(AccountTail tail, StatementSpan span)
    {
        var reading = new BlockReading(catalog, segment, tail, wanted);
        _readings.Add(reading);
        while (span.FromSequence <= span.ThroughSequence)
        {
            var sequences = Find(tail, span);
            if (sequences.Count == 0)
                yield break;
            var found = span with { FromSequence = Math.Max(span.FromSequence, sequences[0]), ThroughSequence = Math.Min(span.ThroughSequence, sequences[^1]) };
            if (found.FromSequence <= found.ThroughSequence)
                yield return reading.Pieces(BlocksOf(tail, sequences), found);
            span = wanted.IsNewestFirst ? span with { ThroughSequence = sequences[0] - 1 } : span with { FromSequence = sequences[^1] + 1 };
        }
    }

    private List<long> Find(AccountTail tail, in StatementSpan span)
    {
        var sequences = new List<long>();
        if (wanted.IsNewestFirst)
            tail.FindDown(wanted.Account, span.ThroughSequence, wanted.EntriesMax, sequences);
        else
            tail.FindUp(wanted.Account, span.FromSequence, wanted.EntriesMax, sequences);
        sequences.Sort();
        return sequences;
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
