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
        for (var line = 0; line < order.Length; line++)
        {
            order[line] = line;
            prefixes[line] = Prefix(text.AsSpan(starts[line], starts[line + 1] - starts[line]));
        }

        prefixes.AsSpan().Sort(order);
        SortRuns(text, starts, prefixes, order);
        FindDuplicates(text, starts, order, faults);
        return order;
    }

    // Eight bytes settle most comparisons; the lines whose first eight are equal are compared in full.
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
