using System.Runtime.CompilerServices;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using NodaTime;

namespace DcepSim.Settlement;

public sealed partial class PipelinedSettlement
{
    private readonly DurableWatch _durable = new();
    private readonly AccountIndices? _indices;
    private readonly Lock _archiving = new();
    private readonly Instant _openedAt;

    /// <summary>What the indices that statements are read by have cost since the opening. Any thread may ask.</summary>
    public StatementIndexFigures StatementIndex => _indices?.Figures ?? default;

    /// <summary>Why the latest account index could not be written; <c>null</c> if it could. Without it statements take longer, and are right.
    /// Any thread may ask.</summary>
    public Exception? StatementIndexFault => _indices?.Fault;

    /// <summary>The room the journal has, and so how long until it is full. Asks the file system. Any thread may ask.</summary>
    public JournalSpace Space => _writer.Space;

    /// <summary>How long until no new work is taken, at the mean rate since the opening; <c>null</c> while nothing has been written. Asks the file
    /// system. Any thread may ask.</summary>
    public Duration? TimeToFull
    {
        get
        {
            var bytes = (_writer.DurableThrough - _writer.Recovery.LastSequence) * JournalLayout.RecordBytes;
            var elapsed = _clock.GetCurrentInstant() - _openedAt;
            return bytes == 0 || elapsed <= Duration.Zero ? null : _writer.Space.TimeToFull(Math.Max(1, (long)(bytes / elapsed.TotalSeconds)));
        }
    }

    /// <summary>A page of an account's statement by all answered transfers: accepted transfers and expired holds, over the whole history.</summary>
    /// <remarks>Follows segments to the archive named in the options, or says up to where entries are missing. Cost: about one reading of a block
    /// for each segment that may hold the account, and one for each entry that does not stand beside another.</remarks>
    /// <param name="request">Whose, and which part.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">Something of the request is out of its range; every fault is listed.</exception>
    /// <exception cref="InvalidOperationException">The options say that no statements are kept.</exception>
    /// <exception cref="JournalCorruptionException">A record that belongs to it is damaged beyond repair.</exception>
    /// <exception cref="ObjectDisposedException">It is closed. A page asked for before is read to its end.</exception>
    public Task<StatementPage> StatementAsync(StatementRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposals) > 0, this);
        request.Validate();
        var indices = _indices ?? throw new InvalidOperationException($"{nameof(PipelineOptions)}.{nameof(PipelineOptions.KeepsStatements)} is false.");
        return Task.Run(
            () =>
            {
                using var activity = SettlementActivities.Statement();
                return indices.Read(request, _writer.DurableThrough);
            },
            cancellationToken).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Everything in the journal from a sequence on, page after page without gaps: transfers with their first answers, refusals included,
    /// expired holds, accounts opened and changed. Only what is durable.
    /// </summary>
    /// <param name="from">The first sequence wanted, from 1; it may be yet to come.</param>
    /// <param name="follow">Whether to wait for more at the end, until the settlement is closed; else the stream ends there.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="JournalGapException">The journal begins after that sequence, here and in the archive.</exception>
    /// <exception cref="JournalCorruptionException">Records are damaged beyond repair.</exception>
    /// <exception cref="SettlementStoppedException">It has stopped for good; everything durable was given before.</exception>
    /// <exception cref="OperationCanceledException">The stream was cancelled.</exception>
    public async IAsyncEnumerable<SettledPage> ReadSettledAsync(long from = 1, bool follow = true, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var pages = new SettledPages(Followed(), from);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var more = _durable.Next();
            var isOver = _stopped.IsCompleted && Volatile.Read(ref _disposals) > 0; // closing answers what was taken in: that belongs to the stream
            var fault = _fault;
            while (pages.TryRead(_writer.DurableThrough, out var page))
            {
                yield return page;
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (!follow || isOver)
                yield break;
            if (fault is not null)
                throw new SettlementStoppedException(fault);
            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Copies the journal, and the newest checkpoint it reaches, to an empty folder while work goes on. The copy is a journal of its own.
    /// </summary>
    /// <param name="target">An empty folder.</param>
    /// <param name="cancellationToken">Ends the wait, not the copying.</param>
    /// <returns>The last sequence in the copy: what was durable when the copying began.</returns>
    /// <exception cref="JournalException">The target is not empty, has no room, or is held by somebody else.</exception>
    /// <exception cref="JournalCorruptionException">Records are damaged beyond repair.</exception>
    public Task<long> BackUpAsync(IJournalStore target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposals) > 0, this);
        return Task.Run(
            () =>
            {
                using var activity = SettlementActivities.BackUp();
                return _folder.BackUp(target);
            },
            cancellationToken).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Moves the oldest full segments, with their account indices, to the archive named in the options while work goes on: those whose records
    /// all lie at or below a sequence, and which the older checkpoint and the idempotency window before it do not need.
    /// </summary>
    /// <param name="through">The last sequence that may go.</param>
    /// <param name="cancellationToken">Ends the wait, not the moving.</param>
    /// <returns>How many segments were moved.</returns>
    /// <exception cref="InvalidOperationException">The options name no archive.</exception>
    /// <exception cref="JournalFullException">The archive has no room.</exception>
    public Task<int> ArchiveAsync(long through, CancellationToken cancellationToken = default)
    {
        var archive = _options.Archive ?? throw new InvalidOperationException($"{nameof(PipelineOptions)}.{nameof(PipelineOptions.Archive)} names no folder.");
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposals) > 0, this);
        return Task.Run(() => Archive(through, archive), cancellationToken).WaitAsync(cancellationToken);
    }

    private SegmentCatalog Followed() =>
        _indices?.Catalog ?? (_options.Archive is { } archive ? _folder.Catalog.With(archive) : _folder.Catalog);

    private int Archive(long through, IJournalStore archive)
    {
        lock (_archiving)
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposals) > 0, this);
            using var activity = SettlementActivities.Archive();
            // What the next opening fills the key window with stays.
            var needed = _folder.Checkpoints.OldestSequence - _options.Ledger.IdempotencyWindow;
            var moved = _folder.ArchiveThrough(Math.Min(through, needed), archive);
            _indices?.FollowArchive();
            return moved;
        }
    }
}
