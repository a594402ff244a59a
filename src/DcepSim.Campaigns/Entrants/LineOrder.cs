using System.Buffers.Binary;

namespace DcepSim.Campaigns;

/// <summary>Puts lines into ordinal order and finds those whose id is there before.</summary>
internal static class LineOrder
{
    /// <summary>The lines' numbers in ordinal order. Empty lines, faults already, come first and are passed over.</summary>
    public static int[] Sort(byte[] text, ReadOnlySpan<int> starts, EntrantListFaults faults)
    {
        var order = new int[starts.Length - 1];
        var prefixes = new ulong[order.Length];
        var common = CommonLength(text, starts);
        for (var line = 0; line < order.Length; line++)
        {
            order[line] = line;
            prefixes[line] = Prefix(Line(text, starts, line)[common..]);
        }

        prefixes.AsSpan().Sort(order);
        SortRuns(text, starts, prefixes, order);
        FindDuplicates(text, starts, order, faults);
        return order;
    }

    // Ids often begin alike ("applicant-0001"); what all share settles nothing and is passed over.
    private static int CommonLength(byte[] text, ReadOnlySpan<int> starts)
    {
        var first = Line(text, starts, 0);
        var common = first.Length;
        for (var line = 1; line < starts.Length - 1 && common > 0; line++)
            common = first[..common].CommonPrefixLength(Line(text, starts, line));
        return common;
    }

    // Eight bytes settle most comparisons; the lines in which those are equal are compared in full.
    private static void SortRuns(byte[] text, ReadOnlySpan<int> starts, ReadOnlySpan<ulong> prefixes, Span<int> order)
    {
        var comparer = new LineComparer(text, starts.ToArray());
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && prefixes[end] == prefixes[start])
                end++;
            if (end - start > 1)
                order[start..end].Sort(comparer);
            start = end;
        }
    }

    private static void FindDuplicates(byte[] text, ReadOnlySpan<int> starts, ReadOnlySpan<int> order, EntrantListFaults faults)
    {
        var first = 0;
        for (var place = 1; place < order.Length; place++)
        {
            var id = EntrantList.IdOf(Line(text, starts, order[place]));
            if (id.IsEmpty || !id.SequenceEqual(EntrantList.IdOf(Line(text, starts, order[first]))))
                first = place;
            else
                faults.Add(
                    Math.Max(order[place], order[first]) + 1L,
                    EntrantListFaultKind.Duplicate,
                    $"the id stands on line {Math.Min(order[place], order[first]) + 1L} too");
        }
    }

    private static ulong Prefix(ReadOnlySpan<byte> line)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        line[..Math.Min(line.Length, bytes.Length)].CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private static ReadOnlySpan<byte> Line(byte[] text, ReadOnlySpan<int> starts, int line) =>
        text.AsSpan(starts[line], starts[line + 1] - starts[line]);

    private sealed class LineComparer(byte[] text, int[] starts) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            var order = Line(text, starts, x).SequenceCompareTo(Line(text, starts, y));
            return order != 0 ? order : x.CompareTo(y);
        }
    }
}
