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

    private const int WordsOfBlock = 4;
    private const int BlocksTogether = 256;

    private ulong[] priorities;
    private int[] entrants;
    private int count;

    /// <summary>The row of at least the <paramref name="places"/> smallest of <paramref name="entrantCount"/> entrants.</summary>
    public PriorityRow(RandomKey key, int entrantCount, int places)
        : this(places)
    {
        for (var slack = SlackSpreads; ; slack *= 2)
        {
            var highest = Threshold(places, entrantCount, slack);
            Collect(key, entrantCount, highest, [], []);
            if (count < places)
                continue;
            Sort(highest);
            return;
        }
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
            var ofEveryone = Threshold(everyone, groups.Length, slack);
            var thresholds = new ulong[sizes.Length];
            for (var group = 0; group < sizes.Length; group++)
                thresholds[group] = Math.Max(ofEveryone, Threshold(Math.Min(sizes[group], placesByGroup[group]), sizes[group], slack));
            var highest = thresholds.Max();
            Collect(key, groups.Length, highest, groups, thresholds);
            if (!IsEnough(ofEveryone, everyone, groups, sizes, placesByGroup))
                continue;
            Sort(highest);
            return;
        }
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

    private void Sort(ulong highest) => PrioritySort.SortEven(priorities.AsSpan(0, count), entrants.AsSpan(0, count), highest);

    private static ulong Threshold(int places, int entrantCount, double slack)
    {
        if (places == 0)
            return 0;
        var wanted = (Int128)places + (Int128)(slack * (Math.Sqrt(places) + 1));
        return wanted >= entrantCount ? ulong.MaxValue : (ulong)((UInt128)wanted * ulong.MaxValue / (UInt128)entrantCount);
    }

    /// <summary>Keeps all entrants whose word is low enough.</summary>
    /// <param name="key">The chance.</param>
    /// <param name="entrantCount">How many take part.</param>
    /// <param name="highest">The highest word that may be low enough for anybody.</param>
    /// <param name="groups">Each entrant's group; empty where all are alike.</param>
    /// <param name="thresholds">The highest word that is low enough, by group.</param>
    private void Collect(RandomKey key, int entrantCount, ulong highest, ReadOnlySpan<byte> groups, ReadOnlySpan<ulong> thresholds)
    {
        count = 0;
        Span<ulong> words = stackalloc ulong[WordsOfBlock * BlocksTogether];
        for (var first = 0L; first < entrantCount; first += words.Length)
        {
            var blocks = (int)Math.Min(BlocksTogether, (entrantCount - first + WordsOfBlock - 1) / WordsOfBlock);
            RandomBlocks.InARow(key, (ulong)first / WordsOfBlock, Column(words, 0, blocks), Column(words, 1, blocks), Column(words, 2, blocks), Column(words, 3, blocks));
            for (var word = 0; word < WordsOfBlock; word++)
                Collect(Column(words, word, blocks), first + word, entrantCount, highest, groups, thresholds);
        }
    }

    private void Collect(ReadOnlySpan<ulong> column, long first, int entrantCount, ulong highest, ReadOnlySpan<byte> groups, ReadOnlySpan<ulong> thresholds)
    {
        for (var place = 0; ; place++)
        {
            var next = column[place..].IndexOfAnyInRange(0UL, highest);
            if (next < 0)
                return;
            place += next;
            var entrant = first + (WordsOfBlock * place);
            if (entrant < entrantCount && (groups.IsEmpty || column[place] <= thresholds[groups[(int)entrant]])) // the last block may have words for nobody
                Add(column[place], (int)entrant);
        }
    }

    private static Span<ulong> Column(Span<ulong> words, int word, int blocks) => words.Slice(word * BlocksTogether, blocks);

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
