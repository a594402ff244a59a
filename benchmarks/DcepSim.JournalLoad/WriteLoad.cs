using System.Diagnostics;
using DcepSim.Settlement.Journal;

namespace DcepSim.JournalLoad;

/// <summary>What the journal alone gives on a disk: groups written, each flushed before the next, then the whole recovered.</summary>
internal static class WriteLoad
{
    private const int WarmGroups = 20;

    public static void Run(string place, int groups, int perGroup, bool isDirect)
    {
        var store = new FileJournalStore(place, isDirect);
        long last;
        using (var folder = JournalFolder.Open(store))
        {
            if (!folder.IsNew)
                throw new ArgumentException($"{place} holds a journal already.", nameof(place));
            last = Write(folder.Recover(), groups, perGroup);
        }

        Recover(store, last);
    }

    private static long Write(JournalWriter writer, int groups, int perGroup)
    {
        using var group = new JournalGroup(perGroup);
        group.Reserve(perGroup);
        for (var warm = 0; warm < WarmGroups; warm++)
            Settle(writer, group);
        var latencies = new Latencies(groups);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        for (var count = 0; count < groups; count++)
        {
            var begun = Stopwatch.GetTimestamp();
            Settle(writer, group);
            latencies.Since(begun);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var records = (double)groups * perGroup;
        Console.WriteLine(FormattableString.Invariant($"wrote {groups} groups of {perGroup}: {records / seconds / 1e6:F2} M records/s, {groups * (double)JournalLayout.BytesOf(perGroup) / seconds / 1e9:F2} GB/s"));
        Console.WriteLine(FormattableString.Invariant($"a group with its flush: {latencies}"));
        Console.WriteLine(FormattableString.Invariant($"bytes on disk a record: {JournalLayout.BytesOf(perGroup) / (double)perGroup:F2}; allocated a record: {allocated / records:F5}"));
        return writer.DurableThrough;
    }

    private static void Settle(JournalWriter writer, JournalGroup group)
    {
        writer.Append(group);
        writer.Flush();
    }

    private static void Recover(IJournalStore store, long last)
    {
        var start = Stopwatch.GetTimestamp();
        using var folder = JournalFolder.Open(store);
        var records = 0L;
        folder.Recover(1, (_, part) => records += part.Length / JournalLayout.RecordBytes);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"recovered {records} of {last} in {seconds:F2} s: {records / seconds / 1e6:F1} M records/s"));
    }
}
