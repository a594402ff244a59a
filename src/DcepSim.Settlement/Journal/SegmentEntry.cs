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

    /// <summary>Where another process may move it; <c>null</c> when that is not known.</summary>
    public IJournalStore? Archive { get; set; }

    /// <summary>Opens its file, wherever it is by now.</summary>
    /// <exception cref="JournalGapException">It is neither here nor in the archive, if one is known.</exception>
    public IJournalFile Open(bool writable)
    {
        var found = _store;
        try
        {
            return found.Open(Name, writable);
        }
        catch (FileNotFoundException gone) // moved since we looked, by this process or another
        {
            return Follow(_store != found ? _store : Archive, writable, gone);
        }
    }

    private IJournalFile Follow(IJournalStore? store, bool writable, FileNotFoundException gone)
    {
        try
        {
            return store?.Open(Name, writable) ?? throw Gap(gone);
        }
        catch (FileNotFoundException goneThereToo)
        {
            throw Gap(goneThereToo);
        }
    }

    private JournalGapException Gap(Exception reason) =>
        new($"{Store.Place}: {Name} is not here any more; it has been archived or removed meanwhile.", reason);

    /// <summary>It stands in another folder as well, where readers go from now on.</summary>
    public void MoveTo(IJournalStore archive) => _store = archive;
}
