using System.Diagnostics;
using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.JournalLoad;

/// <summary>What checksums, parity and headers cost, with a disk that takes everything at once.</summary>
internal static class EncodeLoad
{
    private const int Rounds = 5;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(0.5);

    public static void Run(int perGroup)
    {
        using var folder = JournalFolder.Open(new BottomlessStore(), new() { SegmentBytes = 1L << 30, SegmentsAhead = 1, PreparesInBackground = false });
        var writer = folder.Recover();
        using var group = new JournalGroup(perGroup);
        group.Reserve(perGroup);
        for (var round = 0; round < Rounds; round++)
        {
            var groups = 0L;
            var busy = Process.GetCurrentProcess().TotalProcessorTime;
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < RoundTime; groups++)
                writer.Append(group);
            var seconds = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds;
            Console.WriteLine(FormattableString.Invariant($"groups of {perGroup}: {groups * perGroup / seconds / 1e6:F1} M records/s of processor time, {seconds * 1e9 / (groups * perGroup):F2} ns a record"));
        }
    }
}
