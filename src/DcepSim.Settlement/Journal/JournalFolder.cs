using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DcepSim.Settlement.Journal;

/// <summary>
/// A journal's folder, held by one owner: looked through first (checkpoints, what there is), then recovered once into a
/// <see cref="JournalWriter"/>.
/// </summary>
/// <remarks>Opening and recovering are for one thread; <see cref="ReadFrom"/> for any.</remarks>
public sealed class JournalFolder : IDisposable
{
    private readonly IJournalStore _store;
    private readonly JournalOptions _options;
    private readonly IDisposable _lock;
    private readonly SegmentCatalog _catalog;
    private JournalWriter? _writer;
    private bool _isDisposed;

    private JournalFolder(IJournalStore store, JournalOptions options, IDisposable @lock)
    {
        _store = store;
        _options = options;
        _lock = @lock;
        _catalog = SegmentCatalog.Read(store);
        IsNew = _catalog.Count == 0;
        if (IsNew)
            _catalog.Journal = options.NewJournal != 0 ? options.NewJournal : NumberOf(store.Place);
        Checkpoints = new(store, _catalog.Journal, () => _writer?.DurableThrough ?? 0);
        if (IsNew && Checkpoints.Sequences().Count > 0)
            throw new JournalCorruptionException(JournalLayout.SegmentName(0), 0, "segments beside the checkpoints", "none");
    }

    /// <summary>Whether there was no journal in the folder.</summary>
    public bool IsNew { get; }

    /// <summary>The number that tells this journal's files from another's.</summary>
    public UInt128 Journal => _catalog.Journal;

    /// <summary>The segments, as they come and go.</summary>
    internal SegmentCatalog Catalog => _catalog;

    /// <summary>The checkpoints kept beside the segments.</summary>
    public CheckpointShelf Checkpoints { get; }

    /// <summary>Takes hold of a folder, with or without a journal in it.</summary>
    /// <param name="store">The folder.</param>
    /// <param name="options">How to write.</param>
    /// <exception cref="JournalLockedException">Somebody else holds it.</exception>
    /// <exception cref="JournalReadOnlyException">It cannot be written to.</exception>
    /// <exception cref="JournalFormatException">A newer build wrote it. Nothing has been changed.</exception>
    /// <exception cref="JournalCorruptionException">Segments are missing or both copies of a header are damaged. Nothing has been changed.</exception>
    public static JournalFolder Open(IJournalStore store, JournalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new();
        options.Validate();
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("The journal's files are little-endian, and so must be the machine that writes them.");
        var held = store.Lock();
        try
        {
            return new(store, options, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Walks the chain of groups, hands over the records, makes good what can be, cuts a torn tail, and makes everything that stays durable
    /// before it returns. Cost: one reading of the journal from the wanted sequence on.
    /// </summary>
    /// <param name="from">The first sequence wanted, from 1: one more than the checkpoint's, or earlier.</param>
    /// <param name="replay">Takes the records, in order, where there are many in a thread of its own while the next are read; null if only the
    /// end is wanted. What it throws is thrown here.</param>
    /// <param name="atLeast">A sequence that the journal must reach, such as the newest checkpoint's.</param>
    /// <exception cref="JournalCorruptionException">Durable records are damaged beyond repair or missing.</exception>
    /// <exception cref="JournalGapException">The journal begins after <paramref name="from"/>.</exception>
    /// <exception cref="JournalFullException">There is no room to begin.</exception>
    /// <exception cref="InvalidOperationException">The folder has been recovered already.</exception>
    /// <exception cref="ObjectDisposedException">The folder has been let go: somebody else may hold it.</exception>
    public JournalWriter Recover(long from = 1, JournalReplay? replay = null, long atLeast = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_writer is not null)
            throw new InvalidOperationException("The folder has been recovered already; it has one writer.");
        RemoveLeftovers();
        if (_catalog.Count == 0)
            PrepareFirst();
        using var recovering = new RecoveryWalk(_catalog);
        var recovery = recovering.Run(from, replay, Math.Max(atLeast, Checkpoints.NewestSequence));
        return _writer = new(_store, _catalog, _options, recovery, recovering.Chain, _catalog.IndexOf(recovering.Segment));
    }

    /// <summary>Reads records from a sequence on; what is read must be held to <see cref="JournalWriter.DurableThrough"/> by the caller.</summary>
    /// <param name="sequence">From 1.</param>
    /// <param name="archive">Where older segments have been moved to, if any.</param>
    /// <exception cref="JournalGapException">The journal begins after that sequence, here and in the archive.</exception>
    public JournalReader ReadFrom(long sequence, IJournalStore? archive = null) =>
        new(archive is null ? _catalog : _catalog.With(archive), sequence);

    /// <summary>
    /// Moves the oldest segments to another folder, each whole and flushed there first: those whose records all lie at or below a sequence.
    /// What the older of the two checkpoints needs stays. May run beside reading and appending; one at a time.
    /// </summary>
    /// <param name="sequence">The last sequence that may go.</param>
    /// <param name="archive">Where they go.</param>
    /// <returns>How many segments were moved.</returns>
    /// <exception cref="InvalidOperationException">The folder has not been recovered.</exception>
    /// <exception cref="JournalFullException">The archive has no room.</exception>
    public int ArchiveThrough(long sequence, IJournalStore archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        return Writer.ArchiveThrough(Math.Min(sequence, Checkpoints.OldestSequence), archive);
    }

    /// <summary>
    /// Copies the journal, and the newest checkpoint it reaches, to an empty folder while it is in use. The copy can be opened as a journal;
    /// every group is checked on the way, and made good in the copy if need be. Cost: the journal read and written once.
    /// </summary>
    /// <param name="target">An empty folder.</param>
    /// <returns>The last sequence in the copy: what was durable when the copying began.</returns>
    /// <exception cref="InvalidOperationException">The folder has not been recovered.</exception>
    /// <exception cref="JournalException">The target is not empty, has no room, or is held by somebody else.</exception>
    /// <exception cref="JournalCorruptionException">Records are damaged beyond repair.</exception>
    public long BackUp(IJournalStore target)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var backup = new JournalBackup(_store, _catalog, Checkpoints, target);
        return backup.Run(Writer.DurableThrough);
    }

    /// <summary>
    /// Copies a journal that nobody writes, and the newest checkpoint it reaches, to an empty folder, and changes nothing in it: also from a
    /// medium that cannot be written to. A torn tail is left out. Cost: the journal read and written once.
    /// </summary>
    /// <param name="source">Where the journal is.</param>
    /// <param name="target">An empty folder.</param>
    /// <returns>The last sequence in the copy.</returns>
    /// <exception cref="ArgumentException">There is no journal.</exception>
    /// <exception cref="JournalLockedException">Somebody holds one of the folders.</exception>
    /// <exception cref="JournalException">The target is not empty or has no room.</exception>
    /// <exception cref="JournalCorruptionException">Records are damaged beyond repair.</exception>
    public static long BackUp(IJournalStore source, IJournalStore target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        using var held = LockIfWritable(source);
        var catalog = SegmentCatalog.Read(source);
        if (catalog.Count == 0)
            throw new ArgumentException($"{source.Place} holds no journal.", nameof(source));
        using var backup = new JournalBackup(source, catalog, new(source, catalog.Journal, () => 0), target);
        return backup.RunToEnd();
    }

    /// <summary>Closes the writer, if there is one, and lets the folder go.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        try
        {
            _writer?.Dispose();
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private JournalWriter Writer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _writer ?? throw new InvalidOperationException("The folder has not been recovered.");
        }
    }

    private static IDisposable? LockIfWritable(IJournalStore store)
    {
        try
        {
            return store.Lock();
        }
        catch (JournalReadOnlyException)
        {
            return null; // nobody else writes there either
        }
    }

    private static UInt128 NumberOf(string place) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(place)));

    private void RemoveLeftovers()
    {
        foreach (var name in _store.Names())
        {
            if (name.EndsWith(JournalLayout.PreparingExtension, StringComparison.Ordinal) || name.EndsWith(JournalLayout.WritingExtension, StringComparison.Ordinal))
                _store.Delete(name);
        }

        // A process that ended between a rename and its flush has left a name that a power cut would take away again.
        _store.FlushNames();
    }

    private void PrepareFirst()
    {
        using var preparer = new SegmentPreparer(_store, _catalog, _options with { PreparesInBackground = false }, epoch: 1, used: -1);
        preparer.Take();
    }
}
