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
