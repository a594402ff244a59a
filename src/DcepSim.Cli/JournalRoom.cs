using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Cli;

/// <summary>How long a journal's disk lasts at the rate of its newest records.</summary>
/// <param name="FreeBytes">Free on the disk.</param>
/// <param name="EntriesToFull">Entries that fit: what is written ahead, and what is free beyond the reserve a settlement keeps by default.</param>
/// <param name="SecondsToFull">Seconds until then at the rate of the newest segment; null where that has no length in time.</param>
internal sealed record JournalRoom(long FreeBytes, long EntriesToFull, double? SecondsToFull)
{
    private const double MarginOfGroups = 1.02; // headers, parity and the ends of segments

    public static JournalRoom? Of(IJournalStore store, JournalSurvey? survey)
    {
        if (survey is null || survey.Segments.LastOrDefault(segment => segment.Groups > 0) is not { } newest)
            return null;
        var options = new JournalOptions();
        var ahead = survey.Segments.Where(segment => segment.Number >= newest.Number).Sum(segment => segment.Bytes - segment.UsedBytes);
        var free = store.FreeBytes;
        var entries = (long)((ahead + Math.Max(0, free - options.ReserveBytes)) / (JournalLayout.RecordBytes * MarginOfGroups));
        var seconds = TimeOf(store, newest.LastSequence) - TimeOf(store, newest.FirstSequence);
        var count = newest.LastSequence - newest.FirstSequence + 1;
        return new(free, entries, seconds > 0 && count > 0 ? entries * (double)seconds / count : null);
    }

    private static double TimeOf(IJournalStore store, long sequence)
    {
        using var reader = JournalReader.Open(store, sequence);
        return reader.Read(sequence) ? MemoryMarshal.Cast<byte, JournalEntry>(reader.Records)[0].Time.ToUnixTimeNanoseconds() / 1e9 : 0;
    }
}
