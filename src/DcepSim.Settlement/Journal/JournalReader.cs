namespace DcepSim.Settlement.Journal;

/// <summary>Reads records in sequence, from any sequence on, group by group; repairs in memory, changes nothing on disk.</summary>
/// <remarks>For one thread. May read a journal that is being written, up to what is durable.</remarks>
public sealed class JournalReader : IDisposable
{
    private readonly GroupWalk _walk;
    private readonly long _from;
    private int _skipped;

    internal JournalReader(SegmentCatalog catalog, long from)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        _from = from;
        _walk = new(catalog, writable: false);
        if (catalog.Count > 0)
            _walk.Seek(from);
        IsEmpty = catalog.Count == 0;
    }

    /// <summary>Whether there is no segment at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>Sequence of the first of <see cref="Records"/>.</summary>
    public long FirstSequence => _walk.Header.FirstSequence + _skipped;

    /// <summary>Sequence of the last of <see cref="Records"/>.</summary>
    public long LastSequence => _walk.Header.LastSequence;

    /// <summary>The records of the group read last, 64 bytes each, from the wanted sequence on; valid until the next reading.</summary>
    public ReadOnlySpan<byte> Records => _walk.Records[(_skipped * JournalLayout.RecordBytes)..];

    /// <summary>Blocks met so far that were damaged and were made good in memory.</summary>
    public IReadOnlyList<JournalDamage> Damage => _walk.Damage;

    /// <summary>Opens a journal for reading only: without a lock, changing nothing, also while another process writes it.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="from">The first sequence wanted, from 1.</param>
    /// <param name="archive">Where older segments have been moved to, if any.</param>
    /// <exception cref="JournalGapException">The journal begins after that sequence.</exception>
    /// <exception cref="JournalFormatException">It was written by a newer build.</exception>
    /// <exception cref="JournalCorruptionException">It is damaged beyond repair.</exception>
    public static JournalReader Open(IJournalStore store, long from = 1, IJournalStore? archive = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var catalog = SegmentCatalog.Read(store);
        return new(archive is null ? catalog : catalog.With(archive), from);
    }

    /// <summary>Reads the next group that has records.</summary>
    /// <param name="through">
    /// The last sequence known durable: up to it, what cannot be read is corruption. Without it, the end is wherever a torn tail or nothing begins.
    /// </param>
    /// <returns>False at the end.</returns>
    /// <exception cref="JournalCorruptionException">Records that were durable are damaged beyond repair.</exception>
    public bool Read(long through = long.MaxValue)
    {
        while (!IsEmpty && _walk.Expected <= through)
        {
            if (!_walk.Next())
                return End(through);
            if (_walk.Header.LastSequence < _from || _walk.Header.Count == 0)
                continue;
            _skipped = (int)Math.Max(0, _from - _walk.Header.FirstSequence);
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _walk.Dispose();

    private bool End(long through)
    {
        _walk.Conclude();
        return through == long.MaxValue
            ? false
            : throw new JournalCorruptionException(_walk.Segment.Name, _walk.Offset, FormattableString.Invariant($"a sound group from sequence {_walk.Expected} (durable through {through})"), "none");
    }
}
