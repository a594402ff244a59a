using DcepSim.Settlement.Journal;
using static DcepSim.UnitTests.Settlement.Journal.WrittenJournal;

namespace DcepSim.UnitTests.Settlement.Journal;

public class JournalFaultTests
{
    [Fact]
    public void A_segment_that_cannot_be_opened_stops_the_writer_and_none_is_passed_over()
    {
        using var store = new WatchedStore(new MemoryJournalStore());
        long durable;
        using (var folder = JournalFolder.Open(store, Small))
        {
            var writer = folder.Recover();
            AppendThrough(writer, 100);
            store.Forbids = name => name == JournalLayout.SegmentName(1);
            Assert.Throws<JournalStoppedException>(() => AppendThrough(writer, 20_000));
            durable = writer.DurableThrough;
            store.Forbids = _ => false;
            Assert.Throws<JournalStoppedException>(() => writer.Append(Records(writer.WrittenThrough + 1, 1)));
        }

        using var again = JournalFolder.Open(store, Small);
        Assert.Equal(durable, again.Recover().Recovery.LastSequence);
        Assert.True(durable > 100);
    }

    [Fact]
    public void A_journal_that_cannot_be_written_on_leaves_no_file_open()
    {
        using var store = new WatchedStore(Of(500));
        var stopped = 0;
        for (var write = 1; !IsWrittenOn(store, write); write++)
        {
            stopped++;
            Assert.Equal(0, store.OpenFiles);
        }

        Assert.True(stopped > 1, $"{stopped} writes could fail: the writer's own was not among them.");
    }

    private static bool IsWrittenOn(WatchedStore store, int failing)
    {
        try
        {
            using var folder = JournalFolder.Open(store, Small with { PreparesInBackground = false });
            store.FailAtWrite(failing);
            folder.Recover();
            store.FailAtWrite(0);
            return true;
        }
        catch (Exception failure) when (failure is IOException or JournalStoppedException)
        {
            return false;
        }
        finally
        {
            store.FailAtWrite(0);
        }
    }
}
