using System.Buffers;
using System.Diagnostics;

namespace DcepSim.Campaigns;

/// <summary>
/// The entrants with the smallest words of a key, in order of priority: all that can win, and a few more.
/// </summary>
/// <remarks>Selection without sorting everyone: words are spread evenly over 64 bits, so a threshold a little above the expected one lets
/// through slightly more entrants than there are places. In the rare case that too few come through, the threshold is raised and the pass
/// made again; the row's first places are the same for every threshold that lets enough through. Arrays are rented.</remarks>
internal sealed class PriorityRow : IDisposable
{
    private const double SlackSpreads = 6; // too few come through about once in a thousand million draws

    private ulong[] priorities;
    private int[] entrants;
    private int count;

    /// <summary>The row of at least the <paramref name="places"/> smallest of <paramref name="entrantCount"/> entrants.</summary>
    public PriorityRow(RandomKey key, int entrantCount, int places)
        : this(places)
    {
        for (var slack = SlackSpreads; ; slack *= 2)
        {
            count = 0;
            Collect(key, entrantCount, Threshold(places, entrantCount, slack));
            if (count >= places)
                break;
        }

        SortByPriority(priorities.AsSpan(0, count), entrants.AsSpan(0, count));
    }

    /// <summary>The row that holds at least the <paramref name="everyone"/> smallest of all and, for each group, the smallest that its
    /// places need.</summary>
    public PriorityRow(RandomKey key, int everyone, ReadOnlySpan<byte> groups, ReadOnlySpan<int> placesByGroup)
        : this(everyone)
    {
        var sizes = new int[placesByGroup.Length];
        foreach (var group in groups)
            sizes[group]++;

        for (var slack = SlackSpreads; ; slack *= 2)
        {
            count = 0;
            var ofEveryone = Threshold(everyone, groups.Length, slack);
            var thresholds = new ulong[sizes.Length];
            for (var group = 0; group < sizes.Length; group++)
                thresholds[group] = Math.Max(ofEveryone, Threshold(Math.Min(sizes[group], placesByGroup[group]), sizes[group], slack));
            Collect(key, groups, thresholds);
            if (IsEnough(ofEveryone, everyone, groups, sizes, placesByGroup))
                break;
        }

        SortByPriority(priorities.AsSpan(0, count), entrants.AsSpan(0, count));
    }

    private PriorityRow(int places)
    {
        var capacity = (int)Math.Min(Array.MaxLength, places + (2 * SlackSpreads * (Math.Sqrt(places) + 1)));
        priorities = ArrayPool<ulong>.Shared.Rent(capacity);
        entrants = ArrayPool<int>.Shared.Rent(capacity);
    }

    /// <summary>The entrants in order of priority; valid until the row is disposed of.</summary>
    public ReadOnlySpan<int> Entrants => entrants.AsSpan(0, count);

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(priorities);
        ArrayPool<int>.Shared.Return(entrants);
        priorities = [];
        entrants = [];
        count = 0;
    }

    /// <summary>Sorts by word, equal words by entrant.</summary>
    internal static void SortByPriority(Span<ulong> priorities, Span<int> entrants)
    {
        priorities.Sort(entrants);

        // That sort is not stable; equal words, rare as they are, go by index.
        for (var start = 0; start < priorities.Length;)
        {
            var end = start + 1;
            while (end < priorities.Length && priorities[end] == priorities[start])
                end++;
            if (end - start > 1)
                entrants[start..end].Sort();
            start = end;
        }
    }

    private static ulong Threshold(int places, int entrantCount, double slack)
    {
        if (places == 0)
            return 0;
        var wanted = (Int128)places + (Int128)(slack * (Math.Sqrt(places) + 1));
        return wanted >= entrantCount ? ulong.MaxValue : (ulong)((UInt128)wanted * ulong.MaxValue / (UInt128)entrantCount);
    }

    private void Collect(RandomKey key, int entrantCount, ulong threshold)
    {
        var entrant = 0;
        for (var block = 0UL; entrant <= entrantCount - 4; block++, entrant += 4)
        {
            var words = key.Block(block);
            if (words.A <= threshold)
                Add(words.A, entrant);
            if (words.B <= threshold)
                Add(words.B, entrant + 1);
            if (words.C <= threshold)
                Add(words.C, entrant + 2);
            if (words.D <= threshold)
                Add(words.D, entrant + 3);
        }

        for (; entrant < entrantCount; entrant++)
        {
            var word = key.Word((ulong)entrant);
            if (word <= threshold)
                Add(word, entrant);
        }
    }

    private void Collect(RandomKey key, ReadOnlySpan<byte> groups, ReadOnlySpan<ulong> thresholds)
    {
        var words = default(RandomBlock);
        for (var entrant = 0; entrant < groups.Length; entrant++)
        {
            if ((entrant & 3) == 0)
                words = key.Block((ulong)entrant >> 2);
            var word = words[entrant & 3];
            if (word <= thresholds[groups[entrant]])
                Add(word, entrant);
        }
    }

    private bool IsEnough(ulong ofEveryone, int everyone, ReadOnlySpan<byte> groups, ReadOnlySpan<int> sizes, ReadOnlySpan<int> placesByGroup)
    {
        var found = new int[sizes.Length];
        var belowCommon = 0;
        for (var place = 0; place < count; place++)
        {
            found[groups[entrants[place]]]++;
            if (priorities[place] <= ofEveryone)
                belowCommon++;
        }

        for (var group = 0; group < found.Length; group++)
        {
            if (found[group] < Math.Min(sizes[group], placesByGroup[group]))
                return false;
        }

        return belowCommon >= everyone;
    }

    private void Add(ulong priority, int entrant)
    {
        if (count == priorities.Length || count == entrants.Length)
            Grow();
        priorities[count] = priority;
        entrants[count++] = entrant;
    }

    private void Grow()
    {
        var capacity = (int)Math.Min(Array.MaxLength, (2L * count) + 16);
        Debug.Assert(capacity > count, "A row holds at most as many entrants as an array has elements.");
        priorities = Moved(priorities, capacity);
        entrants = Moved(entrants, capacity);
    }

    private T[] Moved<T>(T[] from, int capacity)
    {
        var to = ArrayPool<T>.Shared.Rent(capacity);
        from.AsSpan(0, count).CopyTo(to);
        ArrayPool<T>.Shared.Return(from);
        return to;
    }
}
