using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.UnitTests.Settlement.Journal;

/// <summary>Journals of known records, and the check that they are what was written.</summary>
internal static class WrittenJournal
{
    public static readonly JournalOptions Small = new() { SegmentBytes = 64 * JournalLayout.BlockBytes, ReserveBytes = 0 };

    public static byte[] Records(long firstSequence, int count)
    {
        var records = new byte[count * JournalLayout.RecordBytes];
        JournalRecords.Fill(firstSequence, 0, records);
        return records;
    }

    /// <summary>Appends until the journal reaches a sequence, in groups of at most so many records.</summary>
    public static void AppendThrough(JournalWriter writer, long sequence, int groupMax = 77)
    {
        while (writer.WrittenThrough < sequence)
            writer.Append(Records(writer.WrittenThrough + 1, (int)Math.Min(groupMax, sequence - writer.WrittenThrough)));
    }

    public static MemoryJournalStore Of(int count)
    {
        var store = new MemoryJournalStore();
        using var folder = JournalFolder.Open(store, Small);
        AppendThrough(folder.Recover(), count);
        return store;
    }

    /// <summary>Checks that records follow on a sequence and are its own; the last sequence then.</summary>
    public static long Check(long last, long first, ReadOnlySpan<byte> records)
    {
        Assert.Equal(last + 1, first);
        for (; records.Length > 0; records = records[JournalLayout.RecordBytes..])
            Assert.True(JournalRecords.Matches(++last, 0, records[..JournalLayout.RecordBytes]));
        return last;
    }

    /// <summary>Reads a journal from a sequence to its end; the last sequence.</summary>
    public static long ReadThrough(JournalReader reader, long from = 1, long through = long.MaxValue)
    {
        var last = from - 1;
        while (reader.Read(through))
            last = Check(last, reader.FirstSequence, reader.Records);
        return last;
    }
}
