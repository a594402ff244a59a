namespace DcepSim.Settlement.Journal;

/// <summary>One segment of a journal.</summary>
internal sealed class SegmentEntry(IJournalStore store, long number, string name, long bytes, long epoch)
{
    private volatile IJournalStore _store = store;
    private long _firstSequence;

    /// <summary>The folder it is in: another one once it has been moved there.</summary>
    public IJournalStore Store => _store;

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

    /// <summary>Opens its file, wherever it is by now.</summary>
    public IJournalFile Open(bool writable)
    {
        var found = _store;
        try
        {
            return found.Open(Name, writable);
        }
        catch (FileNotFoundException) when (found != _store) // moved since we looked
        {
            return _store.Open(Name, writable);
        }
    }

    /// <summary>It stands in another folder as well, where readers go from now on.</summary>
    public void MoveTo(IJournalStore archive) => _store = archive;
}
