using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

/// <summary>The heaps of an index hold each account with each block in which a record of it stands, reckoned here from the layout alone.</summary>
public sealed class AccountSortTests
{
    private const int HeaderBlock = 1;
    private const int Highest = 999_983;
    private const long SegmentBytes = 1 << 24;
    private const int Small = JournalLayout.SmallGroupRecordsMax;

    private static readonly int[] ManyGroups = [1, Small, Small + 1, 64, 65, 128, 129, 4_096, 30_000, 3, 40_000, 7];

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(5_000)]
    [InlineData(Highest - 1)]
    public void An_account_is_in_the_heaps_with_every_block_that_has_a_record_of_it_and_no_other(int accounts)
    {
        using var sort = new AccountSort(new(() => 0, Hurried(), SystemClock.Instance));
        var (tail, expected) = Filled(accounts, ManyGroups);
        sort.Take([tail]);
        Assert.Equal(expected, Items(sort));

        // Its memory used again, for less.
        var (shorter, fewer) = Filled(accounts, [Small, 200]);
        sort.Take([shorter]);
        Assert.Equal(fewer, Items(sort));
    }

    [Theory]
    [InlineData(7)] // fewer records than a vector has lanes for
    [InlineData(8)]
    [InlineData(9)] // one beyond
    public void The_highest_account_has_a_heap_though_the_last_record_alone_has_it(int records)
    {
        var tail = new AccountTail(1, new(SegmentBytes, 1));
        var touched = new int[records * AccountTail.AccountsOfEntry];
        Array.Fill(touched, 2);
        touched[^1] = Highest;
        Take(tail, 0, 1, touched);
        using var sort = new AccountSort(new(() => 0, Hurried(), SystemClock.Instance));
        sort.Take([tail]);
        Assert.Equal([(2, 0), (Highest, 0)], Items(sort));
    }

    private static ManualResetEventSlim Hurried() => new(true);

    /// <summary>What the heaps say: accounts and blocks, each pair once, in order.</summary>
    private static (int Account, int Block)[] Items(AccountSort sort)
    {
        var found = new List<(int, int)>();
        for (var heap = 0; heap < sort.Heaps; heap++)
        {
            foreach (var item in sort.Heap(heap))
                found.Add(((heap << sort.AccountBits) | (int)(item >> sort.BlockBits), (int)(item & ((1U << sort.BlockBits) - 1))));
        }

        return [.. found.Distinct().Order()];
    }

    private static (AccountTail Tail, (int Account, int Block)[] Expected) Filled(int accounts, int[] groups)
    {
        var tail = new AccountTail(1, new(SegmentBytes, 1));
        var expected = new HashSet<(int, int)>();
        var (block, sequence, place) = (1, 1L, 0L);
        var (chance, again) = (RandomKey.FromSeed(accounts).Child("account"), RandomKey.FromSeed(accounts).Child("again"));
        foreach (var records in groups)
        {
            var touched = new int[records * AccountTail.AccountsOfEntry];
            for (var i = 0; i < touched.Length; i++)
            {
                var isSame = i > 0 && again.Below((ulong)(place + i), 5) == 0; // some several times in a row
                touched[i] = isSame ? touched[i - 1] : (int)chance.Below((ulong)(place + i), (ulong)accounts + 1);
                var at = records <= Small ? block : block + HeaderBlock + (i / AccountTail.AccountsOfEntry * JournalLayout.RecordBytes / JournalLayout.BlockBytes);
                if (touched[i] != 0)
                    expected.Add((touched[i], at));
            }

            Take(tail, block, sequence, touched);
            sequence += records;
            place += touched.Length;
            block += JournalLayout.BlocksOf(records);
        }

        return (tail, [.. expected.Order()]);
    }

    private static void Take(AccountTail tail, int block, long sequence, int[] touched)
    {
        var header = new GroupHeader
        {
            Journal = 1,
            Epoch = 1,
            Segment = 1,
            Offset = (long)block * JournalLayout.BlockBytes,
            FirstSequence = sequence,
            Count = touched.Length / AccountTail.AccountsOfEntry,
            Previous = 0,
            DurableThrough = 0,
        };
        tail.Take(header, new byte[header.Bytes], 0, touched);
    }
}
