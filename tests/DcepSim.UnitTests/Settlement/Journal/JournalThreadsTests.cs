using DcepSim.Settlement.Journal;
using static DcepSim.UnitTests.Settlement.Journal.WrittenJournal;

namespace DcepSim.UnitTests.Settlement.Journal;

public class JournalThreadsTests
{
    [Fact]
    public async Task One_thread_may_append_while_another_flushes()
    {
        const int Last = 60_000;
        using var place = new TemporaryFolder();
        var store = new FileJournalStore(place.Path);
        using (var folder = JournalFolder.Open(store, Small))
        {
            var writer = folder.Recover();
            var appending = Task.Run(() => AppendThrough(writer, Last, groupMax: 700), TestContext.Current.CancellationToken);
            var durable = 0L;
            while (durable < Last)
            {
                var written = writer.WrittenThrough;
                var now = writer.Flush();
                Assert.True(now >= written && now >= durable, $"flushed through {now} after {written} were written and {durable} flushed");
                durable = now;
                if (appending.IsFaulted)
                    break;
            }

            await appending;
        }

        using var reader = JournalReader.Open(store);
        Assert.Equal(Last, ReadThrough(reader));
    }

    [Fact]
    public async Task A_reader_that_knows_nothing_of_the_writer_reads_only_what_was_written()
    {
        const int Last = 40_000;
        using var place = new TemporaryFolder();
        using var folder = JournalFolder.Open(new FileJournalStore(place.Path), Small);
        var writer = folder.Recover();
        AppendThrough(writer, 100);
        writer.Flush();
        var appending = Task.Run(() =>
        {
            while (writer.WrittenThrough < Last)
            {
                AppendThrough(writer, Math.Min(Last, writer.WrittenThrough + 300), groupMax: 200);
                writer.Flush();
            }
        }, TestContext.Current.CancellationToken);
        for (var last = 0L; last < Last;)
        {
            using var reader = JournalReader.Open(new FileJournalStore(place.Path));
            last = ReadThrough(reader);
            if (appending.IsFaulted)
                break;
        }

        await appending;
    }

    [Fact]
    public void A_disk_too_slow_to_write_ahead_delays_the_writer_and_loses_nothing()
    {
        var store = new HesitantStore(new MemoryJournalStore());
        using (var folder = JournalFolder.Open(store, Small with { SegmentsAhead = 1 }))
        {
            var writer = folder.Recover();
            store.Hesitates = true;
            AppendThrough(writer, 30_000);
            Assert.Equal(30_000, writer.Flush());
        }

        Assert.True(store.Hesitations > 3);
        using var reader = JournalReader.Open(store);
        Assert.Equal(30_000, ReadThrough(reader));
    }

    /// <summary>Lets every other thread go first whenever something is written ahead.</summary>
    private sealed class HesitantStore(IJournalStore inner) : IJournalStore
    {
        private int _hesitations;

        public bool Hesitates { get; set; }

        public int Hesitations => _hesitations;

        public string Place => inner.Place;

        public long FreeBytes => inner.FreeBytes;

        public IDisposable Lock() => inner.Lock();

        public IReadOnlyList<string> Names() => inner.Names();

        public IJournalFile Create(string name, long expectedBytes)
        {
            Hesitate();
            return inner.Create(name, expectedBytes);
        }

        public IJournalFile Open(string name, bool writable) => inner.Open(name, writable);

        public void Rename(string name, string newName)
        {
            Hesitate();
            inner.Rename(name, newName);
        }

        public void Delete(string name) => inner.Delete(name);

        public void FlushNames() => inner.FlushNames();

        private void Hesitate()
        {
            if (!Hesitates)
                return;
            Interlocked.Increment(ref _hesitations);
            for (var turn = 0; turn < 1_000; turn++)
                Thread.Yield();
        }
    }
}
