using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>Reads of what can be made again: that they fail is no fault of the journal.</summary>
internal static class IndexReads
{
    public static bool TryRead(IJournalFile file, long offset, Span<byte> bytes)
    {
        try
        {
            return offset >= 0 && JournalReads.Fully(file, offset, bytes) == bytes.Length;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
