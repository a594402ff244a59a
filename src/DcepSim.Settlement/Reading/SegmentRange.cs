using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>A segment with records, from its first sequence to its last.</summary>
internal readonly record struct SegmentRange(SegmentEntry Entry, long First, long Last)
{
    /// <summary>The segments with records at or below a sequence, oldest first.</summary>
    public static List<SegmentRange> Of(SegmentCatalog catalog, long through, long lastSegment)
    {
        var ranges = new List<SegmentRange>();
        using var walk = new GroupWalk(catalog, writable: false);
        foreach (var entry in catalog.All())
        {
            if (entry.Number > lastSegment || walk.FirstSequenceOf(entry) is not (> 0 and var first) || first > through)
                break;
            if (ranges.Count > 0)
                ranges[^1] = ranges[^1] with { Last = first - 1 };
            ranges.Add(new(entry, first, through));
        }

        ranges.RemoveAll(range => range.Last < range.First);
        return ranges;
    }
}
