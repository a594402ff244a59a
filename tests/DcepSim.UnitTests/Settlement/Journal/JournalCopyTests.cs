using DcepSim.Settlement.Journal;
using static DcepSim.UnitTests.Settlement.Journal.WrittenJournal;

namespace DcepSim.UnitTests.Settlement.Journal;

public class JournalCopyTests
{
    [Fact]
    public void A_backup_taken_while_writing_is_a_journal_of_its_own()
    {
        using var folder = JournalFolder.Open(new MemoryJournalStore(), Small);
        var writer = folder.Recover();
        AppendThrough(writer, 10_000);
        writer.Flush();
        TakeCheckpoint(folder, 6_000);
        AppendThrough(writer, 10_500);
        var durable = writer.DurableThrough;
        var copy = new MemoryJournalStore();
        Assert.Equal(durable, folder.BackUp(copy));
        AppendThrough(writer, 12_000);

        Assert.True(JournalSurvey.Take(copy).IsSound);
        using var restored = JournalFolder.Open(copy, Small);
        using (var checkpoint = restored.Checkpoints.OpenNewest())
            Assert.Equal(6_000, checkpoint!.Sequence);
        var last = 0L;
        var continued = restored.Recover(1, (first, records) => last = Check(last, first, records));
        Assert.Equal(durable, last);
        AppendThrough(continued, durable + 3_000);
        Assert.Equal(durable + 3_000, continued.Flush());
    }

    [Fact]
    public void A_backup_makes_good_what_is_damaged_in_the_source()
    {
        var store = Of(10_000);
        Damage(store, JournalLayout.SegmentName(1), 5 * JournalLayout.BlockBytes);
        Assert.Single(JournalSurvey.Take(store).Damage);
        using var folder = JournalFolder.Open(store, Small);
        folder.Recover(from: 9_000); // what lies before is not read
        var copy = new MemoryJournalStore();
        folder.BackUp(copy);
        Assert.Empty(JournalSurvey.Take(copy).Damage);
    }

    [Fact]
    public void A_checkpoint_that_is_given_up_while_it_is_copied_is_whole_in_the_copy()
    {
        using var folder = JournalFolder.Open(new MemoryJournalStore(), Small);
        var writer = folder.Recover();
        AppendThrough(writer, 10_000);
        writer.Flush();
        TakeCheckpoint(folder, 6_000);
        var taken = 6_000;
        var copy = new WatchedStore(() =>
        {
            AppendThrough(writer, writer.WrittenThrough + 100);
            writer.Flush();
            for (var more = 0; more < 4; more++)
                TakeCheckpoint(folder, ++taken); // the third writes over a file that was given up
        });

        folder.BackUp(copy);

        using var restored = JournalFolder.Open(copy, Small);
        using var checkpoint = restored.Checkpoints.OpenNewest();
        var content = new byte[checkpoint!.Length];
        checkpoint.ReadExactly(content);
        Assert.Equal(Records(6_000, 200), content);
        Assert.True(taken > 6_000);
    }

    [Fact]
    public void A_checkpoint_that_changes_between_its_check_and_its_reading_is_not_taken_for_sound()
    {
        var store = new MemoryJournalStore();
        using var folder = JournalFolder.Open(store, Small);
        var writer = folder.Recover();
        AppendThrough(writer, 1_000);
        writer.Flush();
        TakeCheckpoint(folder, 1_000);
        using var checkpoint = folder.Checkpoints.OpenNewest();
        Damage(store, JournalLayout.CheckpointName(1_000), 2 * JournalLayout.BlockBytes);

        Assert.Throws<JournalCorruptionException>(() => checkpoint!.ReadExactly(new byte[checkpoint.Length]));
    }

    [Fact]
    public void A_survey_beside_a_writer_passes_over_a_checkpoint_that_is_given_up_meanwhile()
    {
        var store = new MemoryJournalStore();
        using var folder = JournalFolder.Open(store, Small);
        var writer = folder.Recover();
        AppendThrough(writer, 1_000);
        writer.Flush();
        TakeCheckpoint(folder, 100);
        TakeCheckpoint(folder, 200);
        var taken = 200;
        var watched = new WatchedStore(
            () =>
            {
                TakeCheckpoint(folder, taken += 100); // the one that was just opened is given up
                TakeCheckpoint(folder, taken += 100); // and written over; the next has gone
            },
            store);

        var survey = JournalSurvey.Take(watched);

        Assert.True(survey.IsSound, survey.Checkpoints.FirstOrDefault(checkpoint => checkpoint.Fault is not null)?.Fault);
        Assert.Equal(400, taken);
    }

    [Fact]
    public void A_backup_of_a_journal_that_nobody_writes_changes_nothing_in_it()
    {
        var store = Of(10_000);
        using (var folder = JournalFolder.Open(store, Small))
        {
            AppendThrough(folder.Recover(), 10_100);
            TakeCheckpoint(folder, 9_000);
        }

        var before = Bytes(store);
        var copy = new MemoryJournalStore();
        Assert.Equal(10_100, JournalFolder.BackUp(store, copy));
        Assert.Equal(before, Bytes(store));

        Assert.True(JournalSurvey.Take(copy).IsSound);
        using var restored = JournalFolder.Open(copy, Small);
        Assert.Equal([9_000], restored.Checkpoints.Sequences());
        var last = 0L;
        restored.Recover(1, (first, records) => last = Check(last, first, records));
        Assert.Equal(10_100, last);
        Assert.Throws<ArgumentException>(() => JournalFolder.BackUp(new MemoryJournalStore(), new MemoryJournalStore()));
    }

    [Fact]
    public void A_journal_that_is_being_written_is_not_backed_up_from_outside()
    {
        var store = Of(100);
        using var folder = JournalFolder.Open(store, Small);
        Assert.Throws<JournalLockedException>(() => JournalFolder.BackUp(store, new MemoryJournalStore()));
    }

    [Fact]
    public void A_backup_wants_an_empty_folder()
    {
        using var folder = JournalFolder.Open(Of(100), Small);
        folder.Recover();
        Assert.Throws<JournalException>(() => folder.BackUp(Of(100)));
    }

    [Fact]
    public void Archived_segments_are_read_on_from_the_archive_or_named_as_missing()
    {
        var store = new MemoryJournalStore();
        using var folder = JournalFolder.Open(store, Small);
        var writer = folder.Recover();
        AppendThrough(writer, 20_000);
        writer.Flush();
        var archive = new MemoryJournalStore();
        Assert.Equal(0, folder.ArchiveThrough(15_000, archive)); // no checkpoint yet: everything is needed
        TakeCheckpoint(folder, 12_000);
        TakeCheckpoint(folder, 19_000);
        Assert.True(folder.ArchiveThrough(20_000, archive) > 1);
        AppendThrough(writer, 30_000);
        writer.Flush();

        var missing = Assert.Throws<JournalGapException>(() => folder.ReadFrom(1));
        Assert.Contains("the oldest is", missing.Message, StringComparison.Ordinal);
        using var both = folder.ReadFrom(1, archive);
        Assert.Equal(30_000, ReadThrough(both, through: writer.DurableThrough));
        using var late = folder.ReadFrom(12_001);
        Assert.Equal(30_000, ReadThrough(late, 12_001, writer.DurableThrough));
    }

    [Fact]
    public void A_journal_whose_oldest_segments_are_archived_is_recovered_from_its_checkpoint()
    {
        var store = new MemoryJournalStore();
        using (var folder = JournalFolder.Open(store, Small))
        {
            var writer = folder.Recover();
            AppendThrough(writer, 20_000);
            writer.Flush();
            TakeCheckpoint(folder, 15_000);
            folder.ArchiveThrough(20_000, new MemoryJournalStore());
        }

        using var again = JournalFolder.Open(store, Small);
        Assert.Throws<JournalGapException>(() => again.Recover());
        var last = 15_000L;
        again.Recover(15_001, (first, records) => last = Check(last, first, records));
        Assert.Equal(20_000, last);
    }

    [Fact]
    public void A_survey_tells_what_there_is()
    {
        var store = Of(20_000);
        Damage(store, JournalLayout.SegmentName(0), 20 * JournalLayout.BlockBytes);
        var survey = JournalSurvey.Take(store);
        Assert.Equal((1, 20_000, 20_000), (survey.FirstSequence, survey.LastSequence, survey.DurableThrough));
        Assert.Equal(20_000, survey.Segments.Sum(segment => segment.LastSequence == 0 ? 0 : segment.LastSequence - segment.FirstSequence + 1));
        Assert.Equal((JournalLayout.SegmentName(0), 20 * JournalLayout.BlockBytes), (survey.Damage[0].File, survey.Damage[0].Offset));
        Assert.Null(survey.Corruption);
        Assert.False(survey.IsSound);
    }

    [Fact]
    public void A_block_that_a_writer_had_not_finished_is_no_damage()
    {
        var store = Of(20_000);
        using (var folder = JournalFolder.Open(store, Small))
        {
            folder.Recover();
            TakeCheckpoint(folder, 9_000);
        }

        var passes = 0;
        var survey = JournalSurvey.Take(new WatchedStore(
            () =>
            {
                Damage(store, JournalLayout.SegmentName(0), 20 * JournalLayout.BlockBytes); // the second time it is as it should be
                passes++;
            },
            store));
        Assert.Equal(2, passes);
        Assert.Empty(survey.Damage);
        Assert.True(survey.IsSound);
    }

    [Fact]
    public void Damage_beyond_repair_is_named_by_file_and_offset_and_nothing_is_opened()
    {
        var store = Of(20_000);
        Damage(store, JournalLayout.SegmentName(1), 8 * JournalLayout.BlockBytes);
        Damage(store, JournalLayout.SegmentName(1), 9 * JournalLayout.BlockBytes);
        var survey = JournalSurvey.Take(store);
        var corruption = survey.Corruption;
        Assert.Equal(JournalLayout.SegmentName(1), corruption!.File);
        Assert.Equal(20_000, survey.DurableThrough); // what later groups say was flushed, not what could be read
        Assert.InRange(corruption.Offset, 4 * JournalLayout.BlockBytes, 9 * JournalLayout.BlockBytes);
        using var folder = JournalFolder.Open(store, Small);
        Assert.Equal(corruption.Message, Assert.Throws<JournalCorruptionException>(() => folder.Recover()).Message);
        using var reader = JournalReader.Open(store);
        Assert.Throws<JournalCorruptionException>(() => ReadThrough(reader));
    }

    [Fact]
    public void A_damaged_checkpoint_gives_way_to_the_one_before()
    {
        var store = new MemoryJournalStore();
        using var folder = JournalFolder.Open(store, Small);
        var writer = folder.Recover();
        AppendThrough(writer, 3_000);
        writer.Flush();
        foreach (var sequence in new[] { 1_000, 2_000, 3_000 })
            TakeCheckpoint(folder, sequence);
        Assert.Equal([2_000, 3_000], folder.Checkpoints.Sequences());
        Damage(store, JournalLayout.CheckpointName(3_000), 2 * JournalLayout.BlockBytes);
        var passedOver = new List<string>();
        using var checkpoint = folder.Checkpoints.OpenNewest(fault => passedOver.Add(fault.File));
        Assert.Equal(2_000, checkpoint!.Sequence);
        Assert.Equal([JournalLayout.CheckpointName(3_000)], passedOver);
    }

    [Fact]
    public void A_checkpoint_ahead_of_what_is_durable_is_misuse()
    {
        using var folder = JournalFolder.Open(new MemoryJournalStore(), Small);
        var writer = folder.Recover();
        AppendThrough(writer, 100);
        using var checkpoint = folder.Checkpoints.Begin(100);
        Assert.Throws<InvalidOperationException>(checkpoint.Commit);
    }

    private static void TakeCheckpoint(JournalFolder folder, long sequence)
    {
        using var checkpoint = folder.Checkpoints.Begin(sequence);
        checkpoint.Write(Records(sequence, 200));
        checkpoint.Commit();
    }

    private static Dictionary<string, string> Bytes(MemoryJournalStore store) => store.Names().ToDictionary(name => name, name =>
    {
        using var file = store.Open(name, writable: false);
        using var bytes = new AlignedBuffer((int)(file.Length + JournalLayout.BlockBytes - 1) / JournalLayout.BlockBytes * JournalLayout.BlockBytes);
        return Convert.ToHexString(bytes.Span[..file.Read(0, bytes.Span)]);
    });

    private static void Damage(MemoryJournalStore store, string name, long offset)
    {
        using var file = store.Open(name, writable: true);
        using var block = new AlignedBuffer(JournalLayout.BlockBytes);
        file.Read(offset, block.Span);
        block.Span[100] ^= 1;
        file.Write(offset, block.Span);
    }

    /// <summary>Does something each time a checkpoint is opened in it, or made.</summary>
    private sealed class WatchedStore(Action then, MemoryJournalStore? inner = null) : IJournalStore
    {
        private readonly MemoryJournalStore _inner = inner ?? new();

        public string Place => _inner.Place;

        public long FreeBytes => _inner.FreeBytes;

        public IDisposable Lock() => _inner.Lock();

        public IReadOnlyList<string> Names() => _inner.Names();

        public IJournalFile Create(string name, long expectedBytes)
        {
            if (name.Contains(JournalLayout.CheckpointExtension, StringComparison.Ordinal))
                then();
            return _inner.Create(name, expectedBytes);
        }

        public IJournalFile Open(string name, bool writable)
        {
            var file = _inner.Open(name, writable);
            if (inner is not null && name.EndsWith(JournalLayout.CheckpointExtension, StringComparison.Ordinal))
                then();
            return file;
        }

        public void Rename(string name, string newName) => _inner.Rename(name, newName);

        public void Delete(string name) => _inner.Delete(name);

        public void FlushNames() => _inner.FlushNames();
    }
}
