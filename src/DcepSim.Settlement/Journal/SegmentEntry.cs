namespace DcepSim.Settlement.Journal;

/// <summary>One segment of a journal.</summary>
internal sealed class SegmentEntry(IJournalStore store, long number, string name, long bytes, long epoch)
{
    private long _firstSequence;

    public IJournalStore Store { get; } = store;

    public long Number { get; } = number;

    public string Name { get; } = name;

    public long Bytes { get; } = bytes;

    public long Epoch { get; } = epoch;

    /// <summary>Sequence of its first record or mark; 0 while not known. Never changes once known.</summary>
    public long FirstSequence
    {
        get => Volatile.Read(ref _firstSequence);
        set => Volatile.Write(ref _firstSequence, value);
    }
}
