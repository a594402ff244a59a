namespace DcepSim.Settlement.Journal;

/// <summary>Takes recovered records, in sequence and without gaps.</summary>
/// <param name="firstSequence">Sequence of the first of them.</param>
/// <param name="records">64 bytes each; valid during the call only.</param>
public delegate void JournalReplay(long firstSequence, ReadOnlySpan<byte> records);
