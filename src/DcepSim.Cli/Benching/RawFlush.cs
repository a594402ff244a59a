using DcepSim.Settlement.Journal;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Cli.Benching;

/// <summary>What the disk takes by itself: a block overwritten in a file that was written before, and flushed, again and again.</summary>
internal static class RawFlush
{
    private const string Name = "raw-flush.probe";
    private const int FileBytes = 16 << 20;
    private const int Flushes = 1_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Measures in a folder; the file is removed.</summary>
    public static Percentiles Measure(FileJournalStore store, TimeProvider clock, CancellationToken cancellation)
    {
        using var memory = new AlignedBuffer(JournalLayout.BlockBytes);
        var nanoseconds = new LatencyHistogram();
        var began = clock.GetTimestamp();
        try
        {
            using var file = store.Create(Name, FileBytes);
            using (var zeros = new AlignedBuffer(FileBytes))
                file.Write(0, zeros.Span);
            file.Flush();
            for (var i = 0; i < Flushes && clock.GetElapsedTime(began) < Longest; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var from = clock.GetTimestamp();
                file.Write((long)i * JournalLayout.BlockBytes % FileBytes, memory.Span);
                file.Flush();
                nanoseconds.Record((long)clock.GetElapsedTime(from).TotalNanoseconds);
            }
        }
        finally
        {
            store.Delete(Name);
        }

        return Percentiles.Of(nanoseconds);
    }
}
