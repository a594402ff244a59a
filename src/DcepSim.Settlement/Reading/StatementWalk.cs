using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>Goes through the segments of a journal, newest or oldest first, until a page of an account's statement is full.</summary>
/// <param name="catalog">The journal's segments, those of the archive included.</param>
/// <param name="lanes">Reads side by side.</param>
/// <param name="partOf">What a segment holds of the account, from its first record to its last.</param>
/// <param name="firstTimeOf">The time of a segment's first record if that is known without reading; else <c>null</c>.</param>
internal sealed class StatementWalk(
    SegmentCatalog catalog,
    ReadLanes lanes,
    Func<SegmentRange, PartRequest, SegmentPart> partOf,
    Func<SegmentEntry, long?> firstTimeOf)
{
    private const int SegmentsAtOnce = 16;

    /// <summary>So many blocks are read side by side, unless fewer entries are wanted.</summary>
    private const int BlocksAtOnce = 512;

    /// <summary>Makes a page.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="through">The last sequence that may be shown.</param>
    /// <param name="lastSegment">The number of the last segment that may hold anything.</param>
    public StatementPage Read(StatementRequest request, long through, long lastSegment)
    {
        var span = StatementSpan.Of(request, through);
        var segments = SegmentRange.Of(catalog, through, lastSegment);
        var entries = new List<StatementEntry>();
        if (segments.Count > 0 && span.FromSequence <= span.ThroughSequence)
            ReadParts(request, span, Wanted(segments, span, request.Order), entries);
        var isFull = entries.Count == request.EntriesMax;
        var isOldestReached = request.Order == StatementOrder.OldestFirst || !isFull;
        return new(
            request.Account,
            entries,
            isFull ? Following(entries[^1].Sequence, request.Order, through) : null,
            through,
            isOldestReached && segments is [{ First: > 1 } oldest, ..] && IsWantedBefore(oldest, span) ? oldest.First - 1 : null);
    }

    private static long? Following(long sequence, StatementOrder order, long through) => order == StatementOrder.NewestFirst
        ? sequence > 1 ? sequence - 1 : null
        : sequence < through ? sequence + 1 : null;

    private bool IsWantedBefore(SegmentRange oldest, in StatementSpan span) =>
        span.FromSequence < oldest.First && span.FromTime <= FirstTime(oldest);

    /// <summary>The segments that may hold anything of a span, in the order of reading.</summary>
    private List<SegmentRange> Wanted(List<SegmentRange> segments, StatementSpan span, StatementOrder order)
    {
        var from = segments.FindLastIndex(segment => segment.First <= span.FromSequence);
        var through = segments.FindLastIndex(segment => segment.First <= span.ThroughSequence);
        from = Math.Max(0, from);
        if (span.FromTime > long.MinValue)
            from = Math.Max(from, Last(segments, from, through, time => time < span.FromTime));
        if (span.ThroughTime < long.MaxValue)
            through = Last(segments, from, through, time => time <= span.ThroughTime);
        if (through < from)
            return [];
        var wanted = segments[from..(through + 1)];
        if (order == StatementOrder.NewestFirst)
            wanted.Reverse();
        return wanted;
    }

    /// <summary>The last segment for whose first time something holds that holds for all before it; one less than the first when there is none.</summary>
    private int Last(List<SegmentRange> segments, int from, int through, Func<long, bool> holds)
    {
        var (low, high) = (from - 1, through + 1);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (holds(FirstTime(segments[middle])))
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private long FirstTime(SegmentRange segment)
    {
        if (firstTimeOf(segment.Entry) is { } known)
            return known;
        using var reader = new JournalReader(catalog, segment.First);
        return reader.Read(segment.Last) ? MemoryMarshal.Cast<byte, JournalEntry>(reader.Records)[0].Time.ToUnixTimeNanoseconds() : long.MaxValue;
    }

    private void ReadParts(StatementRequest request, StatementSpan span, List<SegmentRange> segments, List<StatementEntry> entries)
    {
        for (var (from, count) = (0, 1); from < segments.Count && entries.Count < request.EntriesMax; from += count, count = Math.Min(count * 2, SegmentsAtOnce))
        {
            var wanted = new PartRequest(request.Account.Value, span, request.Order, request.EntriesMax - entries.Count);
            var parts = segments.Skip(from).Take(count).Select(segment => partOf(segment, wanted)).ToArray();
            try
            {
                lanes.Run(parts.Length, part => parts[part].Prepare());
                ReadPieces(parts, request.EntriesMax, entries);
            }
            finally
            {
                foreach (var part in parts)
                    part.Dispose();
            }
        }
    }

    /// <summary>Reads the pieces of all parts side by side, of several segments too: one after another, each segment would wait for the slowest reading
    /// of the one before.</summary>
    private void ReadPieces(SegmentPart[] parts, int entriesMax, List<StatementEntry> entries)
    {
        using var pieces = parts.SelectMany(part => part.Pieces()).GetEnumerator();
        var together = new List<StatementPiece>();
        for (var hasMore = true; hasMore && entries.Count < entriesMax;)
        {
            together.Clear();
            var most = Math.Min(BlocksAtOnce, entriesMax - entries.Count);
            for (var blocks = 0; blocks < most && (hasMore = pieces.MoveNext()); blocks += pieces.Current.Blocks)
                together.Add(pieces.Current);
            var found = new List<StatementEntry>[together.Count];
            lanes.Run(found.Length, piece => found[piece] = together[piece].Read());
            foreach (var part in found)
                entries.AddRange(part.Take(entriesMax - entries.Count));
        }
    }
}
