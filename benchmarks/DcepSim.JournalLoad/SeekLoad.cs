using System.Diagnostics;
using DcepSim.Settlement.Journal;

namespace DcepSim.JournalLoad;

/// <summary>How long it takes to the first records at places spread over a journal.</summary>
internal static class SeekLoad
{
    private const long Records = 20_000_000;
    private const int Seeks = 200;
    private const long Stride = 7_919_977; // prime, so that the places spread

    public static void Run(string place, int perGroup)
    {
        using var folder = JournalFolder.Open(new FileJournalStore(place));
        var writer = folder.Recover();
        using var group = new JournalGroup(perGroup);
        group.Reserve(perGroup);
        while (writer.WrittenThrough < Records)
            writer.Append(group);
        var durable = writer.Flush();
        var latencies = new Latencies(Seeks);
        for (var count = 1; count <= Seeks; count++)
        {
            var wanted = 1 + count * Stride % durable;
            var start = Stopwatch.GetTimestamp();
            using var reader = folder.ReadFrom(wanted);
            if (!reader.Read(durable) || reader.FirstSequence != wanted)
                throw new InvalidOperationException($"Sequence {wanted} was not found.");
            latencies.Since(start);
        }

        Console.WriteLine(FormattableString.Invariant($"first records at {Seeks} places of {durable}, groups of {perGroup}: {latencies}"));
    }
}
