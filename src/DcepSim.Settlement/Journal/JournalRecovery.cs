namespace DcepSim.Settlement.Journal;

/// <summary>What was found and done when a journal was opened for writing.</summary>
/// <param name="FirstSequence">First sequence replayed; one more than <paramref name="LastSequence"/> when there was none.</param>
/// <param name="LastSequence">Last sequence of the journal, 0 when it is empty.</param>
/// <param name="Epoch">The epoch that begins.</param>
/// <param name="Segment">The file that writing goes on in.</param>
/// <param name="Offset">Where in it.</param>
/// <param name="TailGroups">Groups at the end not known to have been flushed; written again and flushed.</param>
/// <param name="CutHeaders">Headers of groups past the torn end, erased.</param>
/// <param name="Repaired">Damaged blocks that were made good on disk.</param>
public sealed record JournalRecovery(
    long FirstSequence,
    long LastSequence,
    long Epoch,
    string Segment,
    long Offset,
    int TailGroups,
    int CutHeaders,
    IReadOnlyList<JournalDamage> Repaired);
