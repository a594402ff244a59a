using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.Settlement;

/// <summary>
/// Settles durably: intake → sequence and ledger → journal → flush → receipts, each stage with a thread of its own, passing batches through
/// bounded channels.
/// </summary>
/// <remarks>
/// <para>An answer is given only after the journal up to it was flushed; that holds for reading too, so readers see the flushed prefix.
/// After a failed write or flush nothing more is answered.</para>
/// <para>Safe for use by any number of threads. Requests are sequenced in the order they come in; whoever needs an order between two
/// requests waits for the first answer.</para>
/// </remarks>
public sealed partial class PipelinedSettlement : ISettlement
{
    private readonly PipelineOptions _options;
    private readonly IClock _clock;
    private readonly GeneralLedger _ledger;
    private readonly WindowAhead _window;
    private readonly JournalFolder _folder;
    private readonly JournalWriter _writer;
    private readonly Channel<Request> _intake;
    private readonly Channel<SettlementBatch> _free;
    private readonly Channel<SettlementBatch> _toJournal;
    private readonly Channel<SettlementBatch> _toFlush;
    private readonly ConcurrentQueue<SettleRequest> _pool = new();
    private readonly ConcurrentQueue<AnswerLine> _lines = new();
    private readonly Task _stopped;

    /// <summary>Whether the journal's stage copies entries out of the window, which relieves the ledger's: all batches under way fit in it.</summary>
    private readonly bool _copiesBeside;
    private volatile Exception? _fault;
    private int _disposals;

    private PipelinedSettlement(PipelineOptions options, IClock clock, GeneralLedger ledger, WindowAhead window, IJournalStore store, JournalFolder folder, JournalWriter writer)
    {
        _options = options;
        _clock = clock;
        _ledger = ledger;
        _window = window;
        _folder = folder;
        _writer = writer;
        _intake = Channel.CreateBounded<Request>(new BoundedChannelOptions(options.RequestsWaitingMax) { SingleReader = true });
        _free = MakeLine(options);
        _toJournal = MakeLine(options);
        _toFlush = MakeLine(options);
        for (var i = 0; i < options.BatchesUnderWayMax; i++)
            _free.Writer.TryWrite(new(options));
        _checkpointed = ledger.Sequence;
        _copiesBeside = options.Ledger.IdempotencyWindow >= (options.BatchesUnderWayMax + 1L) * options.GroupRecords;
        if (options.TakesMemoryAtOnce)
            TakeMemoryForRecords();
        _openedAt = clock.GetCurrentInstant();
        _indices = options.KeepsStatements ? new(store, folder, writer.Recovery, options.Journal, options.Archive, clock) : null;
        _stopped = Task.WhenAll(
            Start("ledger", RunLedger), Start("journal", RunJournal), Start("flush", RunFlush), Start("checkpoints", RunCheckpoints));
    }

    /// <summary>What was found in the journal when it was opened.</summary>
    public JournalRecovery Recovery => _writer.Recovery;

    /// <summary>Why the latest checkpoint could not be written; <c>null</c> if it could. Without it all is well, only reopening takes
    /// longer. Any thread may ask.</summary>
    public Exception? CheckpointFault => _checkpointFault;

    /// <summary>How many checkpoints were written since the opening. Any thread may ask.</summary>
    public int Checkpoints => _checkpoints;

    /// <summary>The sequence up to which everything is durable. Any thread may ask.</summary>
    public long DurableThrough => _writer.DurableThrough;

    /// <summary>Up to which entry the window's memory was taken from the system.</summary>
    internal long WindowTaken => _window.Taken;

    /// <summary>Whether there is memory for a snapshot of as much as the book can ever hold.</summary>
    internal bool HasSnapshotMemory => _snapshot.HasRoomFor(_ledger.SnapshotBytesMax);

    /// <summary>Opens the book of a journal: replays what is there through the same path as live transfers, and goes on from it.</summary>
    /// <param name="store">Where the journal is, or will be.</param>
    /// <param name="clock">Where the time of a batch comes from; set back, it is taken to stand still.</param>
    /// <param name="options">Capacities. Those of the book may grow from one opening to the next.</param>
    /// <exception cref="ArgumentException">An option is out of its range; every fault is listed.</exception>
    /// <exception cref="JournalException">The journal is damaged, held by somebody else, of a newer format, or cannot be written.</exception>
    /// <exception cref="LedgerCorruptionException">The journal says something that the book does not: nothing was changed.</exception>
    /// <exception cref="OperationCanceledException"><see cref="PipelineOptions.StopsOpening"/>; the journal can be opened as before.</exception>
    public static PipelinedSettlement Open(IJournalStore store, IClock clock, PipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        options = WithSeed((options ?? new()).Validate(), clock);
        using var activity = SettlementActivities.Open();
        var folder = JournalFolder.Open(store, options.Journal with { GroupsUnderWayMax = Math.Max(options.Journal.GroupsUnderWayMax, options.BatchesUnderWayMax + 1) });
        GeneralLedger? ledger = null;
        WindowAhead? window = null;
        try
        {
            ledger = Restore(folder, options.Ledger);
            window = new(ledger, options.TakesMemoryAtOnce, options.StopsOpening);
            var book = ledger;
            var writer = folder.Recover(
                book.RefillFrom > 0 ? book.RefillFrom : book.Sequence + 1,
                (first, records) =>
                {
                    options.StopsOpening.ThrowIfCancellationRequested();
                    Recover(book, first, MemoryMarshal.Cast<byte, JournalEntry>(records));
                    window.Note(book.Sequence);
                });
            if (options.GroupRecords > writer.GroupRecordsMax)
                throw new ArgumentException(
                    $"A batch makes up to {options.Batch}, and {store.Place} has segments from an earlier opening that take {writer.GroupRecordsMax}: until they are full, ask for smaller batches.", nameof(options));
            options.StopsOpening.ThrowIfCancellationRequested();
            return new(options, clock, book, window, store, folder, writer);
        }
        catch
        {
            window?.Dispose();
            ledger?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    // unchecked: a mixing function, modulo 2^64 by definition
    private static PipelineOptions WithSeed(PipelineOptions options, IClock clock) => options.Ledger.KeyHashSeed != 0
        ? options
        : options with { Ledger = options.Ledger with { KeyHashSeed = unchecked((ulong)clock.GetCurrentInstant().ToUnixTimeTicks() * 0x9E3779B97F4A7C15) } };

    private static GeneralLedger Restore(JournalFolder folder, LedgerOptions options)
    {
        using var checkpoint = folder.Checkpoints.OpenNewest();
        try
        {
            return checkpoint is null ? new(options) : GeneralLedger.Restore(options, checkpoint.ReadExactly);
        }
        catch (LedgerFormatException other)
        {
            throw new JournalFormatException($"The checkpoint at sequence {checkpoint!.Sequence}: {other.Message}", other);
        }
        catch (EndOfStreamException other)
        {
            throw new JournalFormatException($"The checkpoint at sequence {checkpoint!.Sequence} is whole, but ends before a book does: somebody else wrote it. Nothing has been changed.", other);
        }
    }

    /// <summary>Entries up to the checkpoint only fill the idempotency window again; later ones are applied.</summary>
    private static void Recover(GeneralLedger ledger, long first, ReadOnlySpan<JournalEntry> entries)
    {
        var known = ledger.RefillFrom == 0 ? 0 : (int)Math.Min(entries.Length, ledger.Sequence - first + 1);
        if (known > 0)
            ledger.RefillWindow(entries[..known]);
        if (known < entries.Length)
            ledger.Replay(entries[known..]);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are more transfers than <see cref="PipelineOptions.BatchTransfersMax"/>.</exception>
    /// <exception cref="SettlementStoppedException">It has stopped for good.</exception>
    /// <exception cref="JournalFullException">The disk is nearly full: nothing was applied.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public ValueTask SettleAsync(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts, CancellationToken cancellationToken = default)
    {
        if (receipts.Length < transfers.Length)
            throw new ArgumentException($"{transfers.Length} transfers need {transfers.Length} receipts, not {receipts.Length}.", nameof(receipts));
        if (transfers.Length > _options.BatchTransfersMax)
            throw new ArgumentException($"{transfers.Length} transfers are more than one request may hold: {_options.BatchTransfersMax}.", nameof(transfers));
        cancellationToken.ThrowIfCancellationRequested();
        if (!_pool.TryDequeue(out var request))
            request = new(_pool);
        request.Fill(transfers, receipts);
        var task = request.Begin(cancellationToken);
        return _intake.Writer.TryWrite(request) ? task : EnterAsync(request, task, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="SettlementStoppedException">It has stopped for good.</exception>
    /// <exception cref="JournalFullException">The disk is nearly full: nothing was done.</exception>
    public ValueTask<AccountId> OpenAsync(AccountTerms terms, CancellationToken cancellationToken = default) =>
        AskAsync(1, ledger => ledger.Open(terms), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="SettlementStoppedException">It has stopped for good.</exception>
    /// <exception cref="JournalFullException">The disk is nearly full: nothing was done.</exception>
    public ValueTask<ConditionStatus> ChangeConditionAsync(AccountId account, AccountCondition condition, CancellationToken cancellationToken = default) =>
        AskAsync(1, ledger => ledger.ChangeCondition(account, condition), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Amount> BalanceOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
        AskAsync(0, ledger => ledger.BalanceOf(account), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AccountStanding> StandingOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
        AskAsync(0, ledger => ledger.StandingOf(account), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TrialBalance> TakeTrialBalanceAsync(CancellationToken cancellationToken = default) =>
        AskAsync(0, ledger => ledger.TakeTrialBalance(), cancellationToken);

    /// <summary>Stops in order: takes nothing more, answers everything taken, waits for segments that are being moved, closes the journal.</summary>
    /// <exception cref="JournalStoppedException">The journal could not be closed; everything answered is durable.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) > 1)
            return;
        _intake.Writer.TryComplete();
        _isStopping.Set();
        await _stopped.ConfigureAwait(false);
        while (_free.Reader.TryRead(out var batch))
            batch.Dispose();
        _durable.Pulse();
        _indices?.Dispose();
        try
        {
            lock (_archiving) // segments are moved by the holder of the folder only
                _folder.Dispose();
        }
        finally
        {
            _window.Dispose();
            _ledger.Dispose();
            _snapshot.Dispose();
            _isStopping.Dispose();
        }
    }

    private static Channel<SettlementBatch> MakeLine(PipelineOptions options) => Channel.CreateBounded<SettlementBatch>(
        new BoundedChannelOptions(options.BatchesUnderWayMax)
        {
            SingleReader = true,
            SingleWriter = true,
            AllowSynchronousContinuations = true, // all that goes on is the next stage's thread being woken
        });

    private async ValueTask<T> AskAsync<T>(int entriesMax, Func<GeneralLedger, T> ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new BookRequest<T>(entriesMax, ask);
        var task = request.Begin(cancellationToken);
        if (_intake.Writer.TryWrite(request))
            await task.ConfigureAwait(false);
        else
            await EnterAsync(request, task, cancellationToken).ConfigureAwait(false);
        return request.TakeAnswer();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EnterAsync(Request request, ValueTask task, CancellationToken cancellationToken)
    {
        try
        {
            await _intake.Writer.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            request.Fail(_fault is { } fault ? new SettlementStoppedException(fault) : new ObjectDisposedException(nameof(PipelinedSettlement)));
        }
        catch (OperationCanceledException)
        {
            request.Release(); // it never came in; its task is cancelled by the same token
        }

        await task.ConfigureAwait(false);
    }
}
