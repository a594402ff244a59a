using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

/// <summary>While segments move to the archive, and afterwards, nobody who reads misses one.</summary>
public sealed class ArchivingTests : IDisposable
{
    private const int Batch = 256;
    private const int Batches = 40;
    private const int CheckpointBatches = 4; // a thousand entries and a few
    private const int SegmentBytes = 1 << 16;
    private const string IndexExtension = ".accounts";

    private static readonly PipelineOptions Options = new()
    {
        Ledger = new() { AccountsMax = 10, IdempotencyWindow = 1 << 10, SessionsMax = 8, HoldsMax = 10, ExpiriesMax = 16 },
        BatchTransfersMax = Batch,
        BatchesUnderWayMax = 2,
        CheckpointEntries = 1_000,
        Journal = new() { SegmentBytes = SegmentBytes, SegmentsAhead = 1, ReserveBytes = 0 },
    };

    private readonly MemoryJournalStore _store = new();
    private readonly WatchedStore _archive = new(new MemoryJournalStore());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_statement_is_whole_while_segments_are_moved()
    {
        await using var settlement = Open(Options);
        var (person, _) = await Fill(settlement);
        Assert.True(await settlement.ArchiveAsync(2 * SegmentBytes / 64, Cancellation) > 0);
        _archive.PauseAtCopy(2);
        var moving = settlement.ArchiveAsync(long.MaxValue, Cancellation);
        await _archive.Paused.WaitAsync(Cancellation);
        var during = await Statement(settlement, person);
        _archive.GoOn();

        Assert.True(await moving > 1);
        Assert.Equal(Batch * Batches, during.Distinct().Count());
        Assert.Equal(during, await Statement(settlement, person));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_goes_on_into_the_archive_when_segments_move_while_it_is_read(bool keepsStatements)
    {
        await using var settlement = Open(Options with { KeepsStatements = keepsStatements });
        await Fill(settlement);
        var last = 0L;
        await foreach (var page in settlement.ReadSettledAsync(follow: false, cancellationToken: Cancellation))
        {
            Assert.Equal(last + 1, page.FirstSequence);
            if (last == 0)
                Assert.True(await settlement.ArchiveAsync(long.MaxValue, Cancellation) > 2);
            last = page.LastSequence;
        }

        Assert.Equal(settlement.DurableThrough, last);
        await using var afterwards = settlement.ReadSettledAsync(follow: false, cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await afterwards.MoveNextAsync());
        Assert.Equal(1, afterwards.Current.FirstSequence);
    }

    [Fact]
    public async Task A_backup_goes_on_when_segments_move_while_they_are_copied()
    {
        await using var settlement = Open(Options);
        await Fill(settlement);
        var copy = new WatchedStore(new MemoryJournalStore());
        copy.PauseAtCopy(2);
        var copying = settlement.BackUpAsync(copy, Cancellation);
        await copy.Paused.WaitAsync(Cancellation);
        Assert.True(await settlement.ArchiveAsync(long.MaxValue, Cancellation) > 3);
        copy.GoOn();
        Assert.Equal(settlement.DurableThrough, await copying);
    }

    [Fact]
    public async Task Whoever_reads_beside_follows_segments_that_are_moved_or_is_told_which_is_missing()
    {
        await using var settlement = Open(Options);
        var (person, _) = await Fill(settlement);
        using var following = JournalStatements.Open(_store, _archive);
        using var staying = JournalStatements.Open(_store);
        Assert.True(await settlement.ArchiveAsync(long.MaxValue, Cancellation) > 3);
        var entries = 0;
        for (long? from = 1; from is not null;)
        {
            var page = following.Read(new(person) { Order = StatementOrder.OldestFirst, FromSequence = from });
            Assert.Null(page.MissingThrough);
            entries += page.Entries.Count;
            from = page.Next;
        }

        Assert.Equal(Batch * Batches, entries);
        var gap = Assert.Throws<JournalGapException>(() => staying.Read(new(person) { Order = StatementOrder.OldestFirst }));
        // Any moved segment: once it was the second that was named, and why is not known.
        Assert.Contains(_archive.Names(), name => name.EndsWith(JournalLayout.SegmentExtension, StringComparison.Ordinal) && gap.Message.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statements_read_archived_segments_by_their_indices()
    {
        await using var settlement = Open(Options);
        var (_, seldom) = await Fill(settlement);
        Assert.True(SpinWait.SpinUntil(() => settlement.StatementIndex.Segments >= 12, TimeSpan.FromSeconds(60)), "No indices were made.");
        var moved = await settlement.ArchiveAsync(4 * SegmentBytes / 64, Cancellation);
        Assert.Equal(moved, _archive.Names().Count(name => name.EndsWith(IndexExtension, StringComparison.Ordinal)));
        Assert.InRange(moved, 4, 12);
        _archive.BytesRead = 0;

        Assert.Equal(2, (await settlement.StatementAsync(new(seldom), Cancellation)).Entries.Count);
        Assert.InRange(_archive.BytesRead, JournalLayout.BlockBytes, moved * SegmentBytes / 4);
    }

    [Fact]
    public async Task Pages_that_are_being_read_are_read_to_their_end_when_the_settlement_is_closed()
    {
        var settlement = Open(Options);
        var (person, _) = await Fill(settlement);
        var request = new StatementRequest(person) { EntriesMax = 1_000 };
        var before = (await settlement.StatementAsync(request, Cancellation)).Entries;
        var reading = Enumerable.Range(0, 200).Select(_ => settlement.StatementAsync(request, Cancellation)).ToList();
        await settlement.DisposeAsync();
        Assert.All(await Task.WhenAll(reading), page => Assert.Equal(before, page.Entries));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => settlement.StatementAsync(request, Cancellation));
    }

    [Fact]
    public async Task Closing_waits_for_the_segment_being_moved()
    {
        var settlement = Open(Options);
        await Fill(settlement);
        _archive.PauseAtCopy(1);
        var moving = settlement.ArchiveAsync(long.MaxValue, Cancellation);
        await _archive.Paused.WaitAsync(Cancellation);
        var closing = Task.Run(async () => await settlement.DisposeAsync(), Cancellation);
        Assert.Throws<JournalLockedException>(_store.Lock);
        _archive.GoOn();
        await closing;
        var left = _store.Names();
        Assert.True(await moving > 1);
        Assert.Equal(left, _store.Names());
        _store.Lock().Dispose();
    }

    public void Dispose() => _archive.Dispose();

    private PipelinedSettlement Open(PipelineOptions options) => PipelinedSettlement.Open(_store, new OwnClock(), options with { Archive = _archive });

    /// <summary>Somebody who is paid a fen in every transfer, and somebody who is paid before and after all of them.</summary>
    private static async Task<(AccountId Person, AccountId Seldom)> Fill(PipelinedSettlement settlement)
    {
        var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        var vault = await settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation);
        var person = await settlement.OpenAsync(new(AccountKind.PersonalWallet, new(1)), Cancellation);
        var seldom = await settlement.OpenAsync(new(AccountKind.PersonalWallet, new(1)), Cancellation);
        var one = new Receipt[1];
        await settlement.SettleAsync(new[] { new Transfer(new(1, 1), issue, vault, Amount.FromYuan(1_000), TransferKind.Issuance) }, one, Cancellation);
        await settlement.SettleAsync(new[] { new Transfer(new(1, 2), vault, seldom, Amount.FromFen(1), TransferKind.Load) }, one, Cancellation);
        var receipts = new Receipt[Batch];
        for (var batch = 0; batch < Batches; batch++)
        {
            var first = (ulong)(batch * Batch) + 1;
            await settlement.SettleAsync(
                Enumerable.Range(0, Batch).Select(i => new Transfer(new(2, first + (ulong)i), vault, person, Amount.FromFen(1), TransferKind.Load)).ToArray(), receipts, Cancellation);
            Assert.All(receipts, receipt => Assert.True(receipt.IsAccepted, receipt.Status.ToString()));
            if (batch % CheckpointBatches == CheckpointBatches - 1)
                await Checkpoints(settlement, (batch + 1) / CheckpointBatches);
        }

        await settlement.SettleAsync(new[] { new Transfer(new(1, 3), vault, seldom, Amount.FromFen(1), TransferKind.Load) }, one, Cancellation);
        return (person, seldom);
    }

    /// <summary>Waits for a checkpoint that is due: one begins after a batch, and a question is one.</summary>
    private static async Task Checkpoints(PipelinedSettlement settlement, int wanted)
    {
        for (var asked = 0; settlement.Checkpoints < wanted; asked++)
        {
            Assert.True(asked < 1_000_000 && settlement.CheckpointFault is null, $"{settlement.Checkpoints} checkpoints were written. {settlement.CheckpointFault}");
            await settlement.BalanceOfAsync(new(1), Cancellation);
        }
    }

    private static async Task<List<long>> Statement(PipelinedSettlement settlement, AccountId account)
    {
        var sequences = new List<long>();
        for (long? from = 1; from is not null;)
        {
            var page = await settlement.StatementAsync(new(account) { Order = StatementOrder.OldestFirst, FromSequence = from, EntriesMax = StatementRequest.EntriesCeiling }, Cancellation);
            Assert.Null(page.MissingThrough);
            sequences.AddRange(page.Entries.Select(entry => entry.Sequence));
            from = page.Next;
        }

        return sequences;
    }

    private sealed class OwnClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2020, 10, 10, 0, 0);
    }
}
