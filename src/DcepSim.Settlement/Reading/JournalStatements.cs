using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>Account statements from a journal that another process may be writing: without a lock, changing nothing.</summary>
/// <remarks>Uses the account indices that are there; segments without one, the newest always, are read through. Shows what the journal held when
/// it was opened, records included that were being written and not yet answered for. Segments that are moved meanwhile are followed to the
/// archive, if it was named. Safe for use from several threads.</remarks>
public sealed class JournalStatements : IDisposable
{
    private readonly SegmentCatalog _catalog;
    private readonly ReadLanes _lanes = new();
    private readonly Dictionary<long, AccountIndexFile> _files = [];

    private JournalStatements(SegmentCatalog catalog, long through)
    {
        _catalog = catalog;
        LastSequence = through;
        foreach (var segment in catalog.All())
        {
            if (AccountIndexFile.TryOpen(segment.Store, segment, catalog.Journal) is { } index)
                _files[segment.Number] = index;
        }
    }

    /// <summary>The last sequence there is; 0 for an empty journal.</summary>
    public long LastSequence { get; }

    /// <summary>Opens a journal. Cost: its newest segment read once.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="archive">Where older segments have been moved to, if any.</param>
    /// <exception cref="JournalFormatException">It was written by a newer build.</exception>
    /// <exception cref="JournalCorruptionException">It is damaged beyond repair.</exception>
    public static JournalStatements Open(IJournalStore store, IJournalStore? archive = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var catalog = SegmentCatalog.Read(store);
        catalog = archive is null ? catalog : catalog.With(archive);
        var through = 0L;
        if (SegmentRange.Of(catalog, long.MaxValue, long.MaxValue) is [.., var newest])
        {
            through = newest.First - 1;
            using var reader = new JournalReader(catalog, newest.First);
            while (reader.Read())
                through = reader.LastSequence;
        }

        return new(catalog, through);
    }

    /// <summary>A page of an account's statement.</summary>
    /// <param name="request">Whose, and which part.</param>
    /// <exception cref="ArgumentException">Something of the request is out of its range; every fault is listed.</exception>
    /// <exception cref="JournalCorruptionException">A record that belongs to it is damaged beyond repair.</exception>
    /// <exception cref="JournalGapException">A segment that may belong to it was moved away since the opening, and no archive that has it was named.
    /// Opened again, a page says up to where entries are missing.</exception>
    public StatementPage Read(StatementRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var walk = new StatementWalk(_catalog, _lanes, PartOf, segment => _files.GetValueOrDefault(segment.Number)?.FirstTime);
        return walk.Read(request, LastSequence, long.MaxValue);
    }

    /// <inheritdoc/>
    public void Dispose() => _lanes.Dispose();

    private SegmentPart PartOf(SegmentRange segment, PartRequest wanted) =>
        _files.TryGetValue(segment.Entry.Number, out var index)
            ? new IndexedPart(_catalog, segment.Entry, index, wanted, () => { })
            : new ScannedPart(_catalog, segment.First, segment.Last, wanted);
}
