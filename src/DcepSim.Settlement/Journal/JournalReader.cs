namespace DcepSim.Settlement.Journal;

/// <summary>Reads records in sequence, from any sequence on, group by group; repairs in memory, changes nothing on disk.</summary>
/// <remarks>For one thread. May read a journal that is being written, up to what is durable.</remarks>
public sealed class JournalReader : IDisposable
{
    private readonly GroupWalk _walk;
    private long _next;
    private int _skipped;
    private int _count;
    private bool _hasGroup;
    private bool _isDisposed;

    internal JournalReader(SegmentCatalog catalog, long from)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        _next = from;
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
    public long LastSequence => FirstSequence + _count - 1;

    /// <summary>The records read last, 64 bytes each, all of one group; valid until the next reading.</summary>
    public ReadOnlySpan<byte> Records => _walk.Records.Slice(_skipped * JournalLayout.RecordBytes, _count * JournalLayout.RecordBytes);

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

    /// <summary>Reads on: the rest of a group, or the next one.</summary>
    /// <param name="through">
    /// The last sequence wanted, which must be durable: up to it, what cannot be read is corruption. Without it, the end is wherever a torn
    /// tail or nothing begins.
    /// </param>
    /// <returns>False when there is nothing up to that sequence.</returns>
    /// <exception cref="JournalCorruptionException">Records that were durable are damaged beyond repair.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public bool Read(long through = long.MaxValue)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (!IsEmpty && _next <= through)
        {
            if (_hasGroup && _next <= _walk.Header.LastSequence)
                return Take(through);
            _hasGroup = _walk.Next() || HasGrown(through);
            if (!_hasGroup)
                return false;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _walk.Dispose();
    }

    private bool Take(long through)
    {
        _skipped = (int)(_next - _walk.Header.FirstSequence);
        _count = (int)(Math.Min(through, _walk.Header.LastSequence) - _next + 1);
        _next += _count;
        return true;
    }

    private bool HasGrown(long through)
    {
        if (_walk.Conclude() is null)
            return true;
        return through == long.MaxValue
            ? false
            : throw new JournalCorruptionException(_walk.Segment.Name, _walk.Offset, FormattableString.Invariant($"a sound group from sequence {_walk.Expected} (durable through {through})"), "none");
    }
}
