using System.Runtime.InteropServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.UnitTests.Settlement.Journal;

public sealed class SegmentWindowTests : IDisposable
{
    private const int Blocks = 9_001; // nine of the longest stretches, and no whole number of them
    private const int StretchBlocks = JournalLayout.GroupBlocksMax;

    private readonly NumberedFile _file = new(Blocks);
    private readonly SegmentWindow _window = new();

    public SegmentWindowTests() => _window.Turn(_file, Blocks * (long)JournalLayout.BlockBytes);

    [Theory]
    [InlineData(1)]
    [InlineData(333)]
    [InlineData(StretchBlocks)]
    public void Every_block_is_shown_once_in_order_whatever_is_read_ahead(int lengthMax)
    {
        for (var (block, length) = (0, 1); block < Blocks; block += length)
        {
            length = Math.Min(1 + (int)(block * 7_919L % lengthMax), Blocks - block);
            Assert.Equal(Enumerable.Range(block, length), Shown(block, length));
        }

        Assert.True(_window.At(Blocks * (long)JournalLayout.BlockBytes, JournalLayout.BlockBytes).IsEmpty);
    }

    [Fact]
    public void Going_back_and_far_on_shows_what_stands_there()
    {
        foreach (var block in new[] { 0, 1_000, 2_000, 3_000, 4_000, 17, 8_999, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 3_500, 7_000 })
            Assert.Equal(Enumerable.Range(block, 2), Shown(block, 2));
    }

    [Fact]
    public async Task The_next_stretch_is_read_before_anybody_asks_for_it()
    {
        for (var block = 0; block < Blocks - StretchBlocks - 1; block++) // what is held ends before the last block
            Shown(block, 1);
        await _file.LastRead.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void What_was_read_ahead_is_forgotten_with_the_rest()
    {
        for (var block = 0; block < 4_000; block += 500)
            Shown(block, 500);
        _file.Add = 1_000_000;
        _window.Forget();
        Assert.Equal(Enumerable.Range(1_004_000, 3_000), Enumerable.Range(0, 30).SelectMany(part => Shown(4_000 + (100 * part), 100)));
    }

    [Fact]
    public async Task What_was_read_ahead_is_forgotten_also_for_whoever_goes_on_right_there()
    {
        _file.WatchedFrom = 4_000;
        for (var block = 0; block < 4_000; block += 500)
            Shown(block, 500);
        var ahead = await _file.Watched.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        _file.Add = 1_000_000;
        _window.Forget();
        Assert.Equal(Enumerable.Range(1_000_000 + ahead, 16), Shown(ahead, 16));
    }

    [Fact]
    public void A_fault_met_ahead_is_told_to_whoever_comes_there_and_only_while_it_lasts()
    {
        _file.FailsFrom = 6_000;
        var block = 0;
        for (; block < 5_000; block += 100)
            Shown(block, 100);
        Assert.Throws<IOException>(() =>
        {
            for (; block < Blocks - 100; block += 100)
                Shown(block, 100);
        });
        Assert.InRange(block, 5_000 - StretchBlocks, 6_000);
        _file.FailsFrom = int.MaxValue;
        _window.Forget();
        Assert.Equal(Enumerable.Range(block, 100), Shown(block, 100));
    }

    [Fact]
    public void A_fault_met_ahead_that_is_gone_by_then_is_told_to_nobody_and_shows_nothing_else()
    {
        _file.FailsOnceFrom = 4_000; // from there on every stretch is read ahead first
        Assert.Equal(Enumerable.Range(0, 9_000), Enumerable.Range(0, 90).SelectMany(part => Shown(100 * part, 100)));
        Assert.InRange(_file.FailedOnce, 3, 10);
    }

    public void Dispose()
    {
        _window.Dispose();
        _file.Dispose();
    }

    private int[] Shown(int block, int length)
    {
        var bytes = _window.At(block * (long)JournalLayout.BlockBytes, length * JournalLayout.BlockBytes);
        var numbers = new int[bytes.Length / JournalLayout.BlockBytes];
        for (var i = 0; i < numbers.Length; i++)
        {
            var words = MemoryMarshal.Cast<byte, int>(bytes.Slice(i * JournalLayout.BlockBytes, JournalLayout.BlockBytes));
            numbers[i] = words[0] == words[^1] ? words[0] : -1;
        }

        return numbers;
    }

    /// <summary>A file whose blocks are full of their numbers, and whose reads are short now and then.</summary>
    private sealed class NumberedFile(int blocks) : IJournalFile
    {
        private int _watched = -StretchBlocks; // nowhere yet

        /// <summary>Added to each number.</summary>
        public int Add { get; set; }

        /// <summary>The first block that cannot be read.</summary>
        public int FailsFrom { get; set; } = int.MaxValue;

        /// <summary>Ends once the last block was read.</summary>
        public TaskCompletionSource LastRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously); // who waits may end what reads

        /// <summary>From this block on, each stretch fails when it is asked for first.</summary>
        public int FailsOnceFrom { get; set; } = int.MaxValue;

        /// <summary>How many stretches failed once.</summary>
        public int FailedOnce { get; private set; }

        /// <summary>From which block on the first whole stretch is watched for.</summary>
        public int WatchedFrom { get; set; } = int.MaxValue;

        /// <summary>Ends with the first block of that stretch, once all of it was read.</summary>
        public TaskCompletionSource<int> Watched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "numbered";

        public long Length => blocks * (long)JournalLayout.BlockBytes;

        public void Write(long offset, ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

        public int Read(long offset, Span<byte> bytes)
        {
            var first = (int)(offset / JournalLayout.BlockBytes);
            if (first >= FailsOnceFrom)
            {
                FailsOnceFrom = first + (bytes.Length / JournalLayout.BlockBytes);
                FailedOnce++;
                throw new IOException("as told, once");
            }

            var count = Math.Min(Math.Min(bytes.Length / JournalLayout.BlockBytes, blocks - first), 1 + (first % 700));
            for (var block = first; block < first + count; block++)
            {
                if (block >= FailsFrom)
                    throw new IOException("as told");
                MemoryMarshal.Cast<byte, int>(bytes.Slice((block - first) * JournalLayout.BlockBytes, JournalLayout.BlockBytes)).Fill(block + Add);
            }

            if (first >= WatchedFrom && bytes.Length == StretchBlocks * JournalLayout.BlockBytes)
                _watched = first;
            if (first + count == _watched + StretchBlocks)
                Watched.TrySetResult(_watched);
            if (first + count == blocks)
                LastRead.TrySetResult();
            return count * JournalLayout.BlockBytes;
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
