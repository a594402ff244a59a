using System.Buffers.Binary;
using DcepSim.Settlement.Journal;
using NodaTime;
using static DcepSim.UnitTests.Settlement.Journal.WrittenJournal;

namespace DcepSim.UnitTests.Settlement.Journal;

public class JournalFolderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_written_to_a_disk_is_read_back_over_many_segments(bool isDirect)
    {
        using var place = new TemporaryFolder();
        var store = new FileJournalStore(place.Path, isDirect);
        using (var folder = JournalFolder.Open(store, Small))
        {
            var writer = folder.Recover();
            for (var round = 0; round < 40; round++)
                writer.Append(Records(writer.WrittenThrough + 1, 1 + round * 37));
            Assert.Equal(writer.WrittenThrough, writer.Flush());
        }

        using var again = JournalFolder.Open(store, Small);
        var last = 0L;
        var recovery = again.Recover(1, (first, records) => last = Check(last, first, records)).Recovery;
        Assert.Equal(40 + 37 * 780, last);
        Assert.Equal(last, recovery.LastSequence);
        Assert.Empty(recovery.Repaired);
        Assert.Equal(0, recovery.CutHeaders);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(JournalLayout.BlockBytes)]
    [InlineData(JournalLayout.BlockBytes + 100)]
    public void A_segment_that_was_cut_before_the_end_of_its_headers_is_told_with_its_length(int length)
    {
        using var place = new TemporaryFolder();
        using (var folder = JournalFolder.Open(new FileJournalStore(place.Path), Small))
            AppendThrough(folder.Recover(), 100);
        var name = JournalLayout.SegmentName(0);
        using (var segment = File.OpenWrite(Path.Combine(place.Path, name)))
        {
            segment.Write(new byte[JournalLayout.FirstGroupOffset]);
            segment.SetLength(length);
        }

        var told = Assert.Throws<JournalCorruptionException>(() => JournalReader.Open(new FileJournalStore(place.Path)));
        Assert.Equal($"{name} is damaged at offset {length}: expected a segment, of at least {JournalLayout.FirstGroupOffset} bytes, found the end of the file, which has {length}.", told.Message);
    }

    [Fact]
    public void Replay_begins_at_the_wanted_sequence()
    {
        using var folder = JournalFolder.Open(Of(5_000), Small);
        var last = 3_210L;
        Assert.Equal(3_211, folder.Recover(3_211, (first, records) => last = Check(last, first, records)).Recovery.FirstSequence);
        Assert.Equal(5_000, last);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2_500)]
    [InlineData(5_000)]
    public void A_reader_begins_at_any_sequence(long from)
    {
        using var reader = JournalReader.Open(Of(5_000), from);
        var last = from - 1;
        while (reader.Read())
            last = Check(last, reader.FirstSequence, reader.Records);
        Assert.Equal(5_000, last);
    }

    [Fact]
    public void A_reader_beside_the_writer_sees_what_is_durable_and_no_more()
    {
        using var folder = JournalFolder.Open(new MemoryJournalStore(), Small);
        var writer = folder.Recover();
        using var reader = folder.ReadFrom(1);
        Assert.False(reader.Read(writer.DurableThrough));
        writer.Append(Records(1, 100));
        Assert.False(reader.Read(writer.DurableThrough));
        writer.Flush();
        Assert.True(reader.Read(writer.DurableThrough));
        Assert.Equal(100, Check(0, reader.FirstSequence, reader.Records));
        Assert.False(reader.Read(writer.DurableThrough));
    }

    [Fact]
    public void A_second_owner_is_refused_and_told_who_holds_the_folder()
    {
        using var place = new TemporaryFolder();
        using var folder = JournalFolder.Open(new FileJournalStore(place.Path), Small);
        var refusal = Assert.Throws<JournalLockedException>(() => JournalFolder.Open(new FileJournalStore(place.Path), Small));
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_as_read_only()
    {
        Assert.Throws<JournalReadOnlyException>(() => new FileJournalStore(OperatingSystem.IsWindows() ? @"Q:\none" : "/proc/dcepsim"));
    }

    [Fact]
    public void A_folder_that_may_not_be_locked_is_refused_as_read_only_and_can_still_be_read()
    {
        using var place = new TemporaryFolder();
        using (var folder = JournalFolder.Open(new FileJournalStore(place.Path), Small))
            AppendThrough(folder.Recover(), 1_000);
        var lockPath = Path.Combine(place.Path, "lock");
        File.Delete(lockPath);
        Directory.CreateDirectory(lockPath); // stands in the lock's way as a missing permission would, for any user
        Assert.Throws<JournalReadOnlyException>(() => JournalFolder.Open(new FileJournalStore(place.Path), Small));
        using var reader = JournalReader.Open(new FileJournalStore(place.Path));
        Assert.Equal(1_000, ReadThrough(reader));
    }

    [Fact]
    public void A_newer_format_is_refused_and_left_alone()
    {
        var store = Of(100);
        using var block = new AlignedBuffer(JournalLayout.FirstGroupOffset);
        using (var file = store.Open(JournalLayout.SegmentName(0), writable: true))
        {
            file.Read(0, block.Span);
            foreach (var copy in new[] { 0, JournalLayout.BlockBytes })
                BinaryPrimitives.WriteInt32LittleEndian(block.Span[(copy + 8)..], JournalLayout.FormatVersion + 1);
            file.Write(0, block.Span);
        }

        var refusal = Assert.Throws<JournalFormatException>(() => JournalFolder.Open(store, Small));
        Assert.Contains($"version {JournalLayout.FormatVersion + 1}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_segment_is_named()
    {
        var store = Of(20_000);
        store.Delete(JournalLayout.SegmentName(2));
        var fault = Assert.Throws<JournalCorruptionException>(() => JournalFolder.Open(store, Small));
        Assert.Equal(JournalLayout.SegmentName(2), fault.File);
    }

    [Fact]
    public void New_work_is_refused_before_the_disk_is_full()
    {
        var store = new MemoryJournalStore(10 * Small.SegmentBytes);
        using var folder = JournalFolder.Open(store, Small with { PreparesInBackground = false });
        var writer = folder.Recover();
        var appended = 0;
        while (writer.AcceptsNewWork)
        {
            writer.Append(Records(writer.WrittenThrough + 1, 1_000));
            Assert.True(++appended < 1_000);
        }

        Assert.True(appended > 10);
        for (var underWay = 0; underWay < 3; underWay++)
            writer.Append(Records(writer.WrittenThrough + 1, writer.GroupRecordsMax));
        Assert.Equal(writer.WrittenThrough, writer.Flush());
    }

    [Fact]
    public void The_time_until_the_journal_is_full_follows_from_the_rate()
    {
        var store = new MemoryJournalStore(20 * Small.SegmentBytes);
        using var folder = JournalFolder.Open(store, Small with { PreparesInBackground = false, ReserveBytes = 5 * Small.SegmentBytes });
        var writer = folder.Recover();
        var room = writer.Space;
        Assert.InRange(room.ToFullBytes, 14 * (Small.SegmentBytes - JournalLayout.FirstGroupOffset), 15 * Small.SegmentBytes);
        Assert.Equal(Duration.FromSeconds(room.ToFullBytes / 1_000.0), room.TimeToFull(1_000));
        Assert.Equal(Duration.FromMilliseconds(500), new JournalSpace(0, 0, 1_000).TimeToFull(2_000));
        Assert.Equal(Duration.MaxValue, new JournalSpace(0, 0, long.MaxValue).TimeToFull(1));
        Assert.Null(room.TimeToFull(0));
        AppendThrough(writer, 100 * 77, groupMax: 77);
        var used = 100 * JournalLayout.BytesOf(77);
        Assert.InRange(room.ToFullBytes - writer.Space.ToFullBytes, used, used + used / 10); // the ends of segments stay empty
    }

    [Fact]
    public void The_end_of_the_disk_is_an_error_that_loses_nothing()
    {
        var store = new MemoryJournalStore(4 * Small.SegmentBytes);
        using (var folder = JournalFolder.Open(store, Small with { PreparesInBackground = false }))
        {
            var writer = folder.Recover();
            Assert.Throws<JournalFullException>(() =>
            {
                for (var round = 0; round < 1_000; round++)
                    writer.Append(Records(writer.WrittenThrough + 1, 500));
            });
            writer.Flush();
        }

        using var again = JournalFolder.Open(store, Small);
        var last = 0L;
        again.Recover(1, (first, records) => last = Check(last, first, records));
        Assert.True(last > 5_000);
    }

    [Fact]
    public void A_group_once_warm_costs_no_allocation()
    {
        using var place = new TemporaryFolder();
        using var folder = JournalFolder.Open(new FileJournalStore(place.Path), new JournalOptions { SegmentBytes = 64 << 20, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false });
        var writer = folder.Recover();
        using var group = new JournalGroup(100);
        group.Reserve(100);
        Settle(writer, group, 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Settle(writer, group, 1_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999); // less than a byte a group: the runtime's own, now and then
    }

    private static void Settle(JournalWriter writer, JournalGroup group, int groups)
    {
        for (var count = 1; count <= groups; count++)
        {
            writer.Append(group);
            if (count % 20 == 0)
                writer.Flush();
        }
    }
}
