using DcepSim.Ledger;

namespace DcepSim.Settlement.Reading;

/// <summary>A stretch of the journal, in sequence and without gaps.</summary>
/// <remarks><c>default</c> is a page without entries.</remarks>
/// <param name="FirstSequence">The sequence of its first entry.</param>
/// <param name="Entries">Its entries. The memory is used again: it holds them until the next page is asked for.</param>
public readonly record struct SettledPage(long FirstSequence, ReadOnlyMemory<JournalEntry> Entries)
{
    /// <summary>The sequence of its last entry.</summary>
    public long LastSequence => FirstSequence + Entries.Length - 1;
}
