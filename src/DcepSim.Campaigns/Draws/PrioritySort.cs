using System.Buffers;
using System.Numerics;

namespace DcepSim.Campaigns;

/// <summary>Puts entrants in order of their words; equal words, rare as they are, go by entrant.</summary>
internal static class PrioritySort
{
    private const int FewMax = 16;
    private const int BucketsMax = 1 << 20;

    /// <summary>Sorts words that are spread evenly from 0 up to a highest one: by their upper bits nearly all are in order already.</summary>
    /// <remarks>Words that are spread otherwise are sorted, too, but take longer; none may be above the highest.</remarks>
    public static void SortEven(Span<ulong> words, Span<int> entrants, ulong highest)
    {
        var buckets = (int)Math.Min(BucketsMax, BitOperations.RoundUpToPowerOf2((uint)Math.Max(words.Length, 2)));
        var above = BitOperations.LeadingZeroCount(highest | 1);
        var below = 64 - BitOperations.Log2((uint)buckets);
        var ends = ArrayPool<int>.Shared.Rent(buckets);
        var (given, givenTo) = (ArrayPool<ulong>.Shared.Rent(words.Length), ArrayPool<int>.Shared.Rent(words.Length));
        words.CopyTo(given);
        entrants.CopyTo(givenTo);
        Array.Clear(ends, 0, buckets);
        foreach (var word in words)
            ends[BucketOf(word)]++;
        for (var (bucket, before) = (0, 0); bucket < buckets; bucket++)
            before = ends[bucket] += before;
        for (var place = words.Length - 1; place >= 0; place--)
        {
            var to = --ends[BucketOf(given[place])]; // from the end of a bucket it comes down to its start
            (words[to], entrants[to]) = (given[place], givenTo[place]);
        }

        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var end = bucket + 1 < buckets ? ends[bucket + 1] : words.Length;
            if (end - ends[bucket] > 1)
                Sort(words[ends[bucket]..end], entrants[ends[bucket]..end]);
        }

        ArrayPool<int>.Shared.Return(ends);
        ArrayPool<ulong>.Shared.Return(given);
        ArrayPool<int>.Shared.Return(givenTo);

        int BucketOf(ulong word) => (int)(word << above >> below);
    }

    /// <summary>Sorts any words.</summary>
    public static void Sort(Span<ulong> words, Span<int> entrants)
    {
        if (words.Length <= FewMax)
        {
            Insert(words, entrants);
            return;
        }

        words.Sort(entrants); // not stable: equal words go by entrant only now
        for (var start = 0; start < words.Length;)
        {
            var end = start + 1;
            while (end < words.Length && words[end] == words[start])
                end++;
            if (end - start > 1)
                entrants[start..end].Sort();
            start = end;
        }
    }

    private static void Insert(Span<ulong> words, Span<int> entrants)
    {
        for (var next = 1; next < words.Length; next++)
        {
            var (word, entrant) = (words[next], entrants[next]);
            var place = next;
            for (; place > 0 && (word < words[place - 1] || (word == words[place - 1] && entrant < entrants[place - 1])); place--)
                (words[place], entrants[place]) = (words[place - 1], entrants[place - 1]);
            (words[place], entrants[place]) = (word, entrant);
        }
    }
}
