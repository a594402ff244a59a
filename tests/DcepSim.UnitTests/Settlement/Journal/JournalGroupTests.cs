using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.UnitTests.Settlement.Journal;

public sealed class JournalGroupTests : IDisposable
{
    private const int Capacity = 40 * JournalLayout.RecordsPerBlock;

    // Small after large, full after empty, whole blocks, whole fours of blocks, one record more and one less.
    private static readonly int[] Counts = [2_000, 1, 2_560, 62, 64, 63, 256, 257, 255, 1_024, 0, 1_025, 2_559, 700, 2_048, 61, 2_305];

    private readonly JournalGroup _taken = new(Capacity);

    public void Dispose() => _taken.Dispose();

    [Theory]
    [InlineData(int.MaxValue)] // all at once
    [InlineData(256)] // four blocks at a time
    [InlineData(300)]
    [InlineData(64)]
    [InlineData(1)]
    [InlineData(-1)] // cut by chance
    public void Records_taken_in_any_cuts_are_written_as_those_copied_in_also_when_the_memory_is_used_again(int cut)
    {
        var chance = RandomKey.FromSeed(5);
        for (var round = 0; round < Counts.Length; round++)
        {
            using var memory = new AlignedBuffer(Capacity * JournalLayout.RecordBytes);
            var records = memory.Span[..(Counts[round] * JournalLayout.RecordBytes)];
            JournalRecords.Fill(1, round, records);
            _taken.Clear();
            for (var (from, cuts) = (0, 0UL); from < Counts[round]; cuts++)
            {
                var count = Math.Min(Counts[round] - from, cut > 0 ? cut : 1 + (int)chance.Child((ulong)round).Below(cuts, 900));
                _taken.Take(records.Slice(from * JournalLayout.RecordBytes, count * JournalLayout.RecordBytes));
                from += count;
            }

            BlockIntake.Finish();
            using var copied = new JournalGroup(Capacity);
            copied.Add(records);
            var header = Header(Counts[round]);
            Assert.True(copied.Seal(header, out var expected).SequenceEqual(_taken.Seal(header, out var checksum)), $"{Counts[round]} records, written in round {round}");
            Assert.Equal(expected, checksum);
        }
    }

    [Fact]
    public void The_parity_of_taken_records_gives_any_one_block_back()
    {
        const int Blocks = 10;
        using var memory = new AlignedBuffer(Blocks * JournalLayout.BlockBytes);
        JournalRecords.Fill(1, 0, memory.Span);
        foreach (var _ in Enumerable.Range(0, 2)) // once more, in memory used before
        {
            _taken.Clear();
            _taken.Take(memory.Span);
            BlockIntake.Finish();
            var bytes = _taken.Seal(Header(Blocks * JournalLayout.RecordsPerBlock), out var _).ToArray();
            var (blocks, parity) = (bytes[JournalLayout.BlockBytes..((Blocks + 1) * JournalLayout.BlockBytes)], bytes[((Blocks + 1) * JournalLayout.BlockBytes)..((Blocks + 2) * JournalLayout.BlockBytes)]);
            for (var place = 0; place < JournalLayout.BlockBytes; place++)
            {
                var folded = (byte)0;
                for (var block = 0; block < Blocks; block++)
                    folded ^= memory.Span[(block * JournalLayout.BlockBytes) + place];
                Assert.Equal(folded, parity[place]);
            }

            Assert.True(memory.Span.SequenceEqual(blocks));
        }
    }

    private static GroupHeader Header(int count) => new()
    {
        Journal = 4711,
        Epoch = 2,
        Segment = 3,
        Offset = JournalLayout.FirstGroupOffset,
        FirstSequence = 1,
        Count = count,
        Previous = 17,
        DurableThrough = 0,
    };
}
