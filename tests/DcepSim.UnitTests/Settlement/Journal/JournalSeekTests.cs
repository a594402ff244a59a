using DcepSim.Settlement.Journal;
using static DcepSim.UnitTests.Settlement.Journal.WrittenJournal;

namespace DcepSim.UnitTests.Settlement.Journal;

public class JournalSeekTests
{
    /// <summary>Groups of very different density: guesses from one group mislead about the next.</summary>
    [Fact]
    public void Every_sequence_is_found_among_groups_of_any_size()
    {
        using var folder = JournalFolder.Open(new MemoryJournalStore(), Small with { SegmentBytes = 300 * JournalLayout.BlockBytes });
        var writer = folder.Recover();
        foreach (var size in new[] { 1, 1, 1, 1, 4_000, 1, 1, 62, 63, 64, 1, 1, 1, 1, 1, 1, 1, 1, 5_000, 2, 2, 700, 1, 1, 1, 3_000 })
            writer.Append(Records(writer.WrittenThrough + 1, size));
        writer.Flush();
        for (var wanted = 1L; wanted <= writer.DurableThrough; wanted += wanted < 100 || wanted % 4_100 < 150 ? 1 : 37)
        {
            using var reader = folder.ReadFrom(wanted);
            Assert.True(reader.Read(writer.DurableThrough));
            Assert.Equal(wanted, reader.FirstSequence);
        }
    }

    [Fact]
    public void A_reader_stops_within_a_group_and_goes_on_from_there()
    {
        using var reader = JournalReader.Open(Of(1_000), 10);
        var last = 9L;
        foreach (var through in new[] { 9, 10, 11, 11, 400, 401, 1_000 })
        {
            last = ReadThrough(reader, last + 1, through);
            Assert.Equal(through, last);
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public void A_sequence_is_found_past_damaged_headers()
    {
        var store = Of(10_000);
        foreach (var block in new[] { 2, 7, 12, 17, 22 })
        {
            using var file = store.Open(JournalLayout.SegmentName(0), writable: true);
            using var zeros = new AlignedBuffer(JournalLayout.BlockBytes);
            file.Write(block * JournalLayout.BlockBytes, zeros.Span);
        }

        for (var wanted = 1L; wanted <= 1_000; wanted += 13)
        {
            using var reader = JournalReader.Open(store, wanted);
            Assert.True(reader.Read());
            Assert.Equal(wanted, reader.FirstSequence);
        }
    }
}
