using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

public sealed class PipelinedSettlementTests : IDisposable
{
    private static readonly OperatorId Bank = new(1);
    private static readonly IClock Clock = new StandingClock(Instant.FromUtc(2020, 10, 10, 0, 0));

    private readonly GatedStore _store = new(new MemoryJournalStore());

    [Fact]
    public void Options_of_which_nothing_is_said_fit_each_other()
    {
        var options = new PipelineOptions();
        Assert.Same(options, options.Validate());
    }

    [Fact]
    public async Task What_was_answered_is_there_after_reopening_and_a_repeat_gets_the_first_answer()
    {
        var transfers = new Transfer[3];
        var first = new Receipt[3];
        await using (var settlement = Open())
        {
            var (issue, vault, person) = await OpenAccounts(settlement);
            transfers[0] = new(new(1, 1), issue, vault, Amount.FromYuan(100), TransferKind.Issuance);
            transfers[1] = new(new(1, 2), vault, person, Amount.FromYuan(60), TransferKind.Load);
            transfers[2] = new(new(1, 3), vault, person, Amount.FromYuan(60), TransferKind.Load);
            await settlement.SettleAsync(transfers, first, Cancellation);
            Assert.Equal([SettlementStatus.Accepted, SettlementStatus.Accepted, SettlementStatus.InsufficientFunds], first.Select(receipt => receipt.Status));
        }

        await using var again = Open();
        Assert.Equal(6, again.DurableThrough);
        var repeated = new Receipt[3];
        await again.SettleAsync(transfers, repeated, Cancellation);
        Assert.Equal(first, repeated);
        Assert.Equal(Amount.FromYuan(60), await again.BalanceOfAsync(new(3), Cancellation));
        Assert.True((await again.TakeTrialBalanceAsync(Cancellation)).IsBalanced);
    }

    [Fact]
    public async Task No_answer_and_no_reading_before_the_flush()
    {
        await using var settlement = Open();
        var (issue, vault, _) = await OpenAccounts(settlement);
        var receipts = new Receipt[1];
        await CloseGate();
        var settling = settlement.SettleAsync(Issuance(issue, vault, 1), receipts, Cancellation).AsTask();
        await _store.Arrived.WaitAsync(Cancellation);
        var reading = settlement.BalanceOfAsync(vault, Cancellation).AsTask();
        Assert.False(settling.IsCompleted);
        Assert.False(reading.IsCompleted);
        _store.Open();
        await settling;
        Assert.True(receipts[0].IsAccepted);
        Assert.Equal(Amount.FromYuan(5), await reading);
    }

    [Fact]
    public async Task Cancelled_before_sequencing_it_is_not_applied()
    {
        await using var settlement = Open(new PipelineOptions { BatchesUnderWayMax = 1 });
        var (issue, vault, _) = await OpenAccounts(settlement);
        await CloseGate();
        var receipts = new Receipt[1];
        var under = settlement.SettleAsync(Issuance(issue, vault, 1), receipts, Cancellation).AsTask();
        await _store.Arrived.WaitAsync(Cancellation); // the only batch is under way: nothing more is sequenced
        using var source = new CancellationTokenSource();
        var other = new Receipt[1];
        var cancelled = settlement.SettleAsync(Issuance(issue, vault, 2), other, source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _store.Open();
        await under;
        Assert.Equal(Amount.FromYuan(5), await settlement.BalanceOfAsync(vault, Cancellation));
        Assert.Equal(default, other[0]);
    }

    [Fact]
    public async Task Cancelled_after_sequencing_only_the_wait_ends_and_the_same_key_fetches_the_receipt()
    {
        await using var settlement = Open();
        var (issue, vault, _) = await OpenAccounts(settlement);
        await CloseGate();
        using var source = new CancellationTokenSource();
        var receipts = new Receipt[1];
        var cancelled = settlement.SettleAsync(Issuance(issue, vault, 1), receipts, source.Token).AsTask();
        await _store.Arrived.WaitAsync(Cancellation);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _store.Open();
        Assert.Equal(default, receipts[0]);
        await settlement.SettleAsync(Issuance(issue, vault, 1), receipts, Cancellation);
        Assert.True(receipts[0].IsAccepted);
        Assert.Equal(Amount.FromYuan(5), await settlement.BalanceOfAsync(vault, Cancellation));
    }

    [Fact]
    public async Task After_a_failed_flush_nothing_more_is_answered_and_what_was_answered_before_is_there()
    {
        AccountId issue, vault;
        await using (var settlement = Open())
        {
            (issue, vault, _) = await OpenAccounts(settlement);
            var receipts = new Receipt[1];
            await settlement.SettleAsync(Issuance(issue, vault, 1), receipts, Cancellation);
            _store.Break();
            await Assert.ThrowsAsync<SettlementStoppedException>(() => settlement.SettleAsync(Issuance(issue, vault, 2), receipts, Cancellation).AsTask());
            Assert.Equal(default, receipts[0]);
            await Assert.ThrowsAsync<SettlementStoppedException>(() => settlement.BalanceOfAsync(vault, Cancellation).AsTask());
            await Assert.ThrowsAsync<SettlementStoppedException>(() => settlement.SettleAsync(Issuance(issue, vault, 3), receipts, Cancellation).AsTask());
        }
    }

    [Fact]
    public async Task Stopping_answers_what_was_taken_in_and_takes_nothing_more()
    {
        var settlement = Open();
        var (issue, vault, _) = await OpenAccounts(settlement);
        await CloseGate();
        var receipts = new Receipt[10][];
        var tasks = new Task[10];
        for (var i = 0; i < 10; i++)
        {
            receipts[i] = new Receipt[1];
            tasks[i] = settlement.SettleAsync(Issuance(issue, vault, (ulong)i + 1), receipts[i], Cancellation).AsTask();
        }

        var stopping = settlement.DisposeAsync().AsTask();
        _store.Open();
        await stopping;
        await Task.WhenAll(tasks);
        Assert.All(receipts, receipt => Assert.True(receipt[0].IsAccepted));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => settlement.BalanceOfAsync(vault, Cancellation).AsTask());
    }

    [Fact]
    public async Task A_stream_that_is_followed_holds_what_closing_still_answers()
    {
        var settlement = Open();
        var (issue, vault, _) = await OpenAccounts(settlement);
        await using var pages = settlement.ReadSettledAsync(settlement.DurableThrough + 1, cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        await CloseGate();
        var receipts = new Receipt[1];
        var settling = settlement.SettleAsync(Issuance(issue, vault, 1), receipts, Cancellation).AsTask();
        await _store.Arrived.WaitAsync(Cancellation);
        var stopping = settlement.DisposeAsync().AsTask();
        var next = pages.MoveNextAsync().AsTask();
        _store.Open();
        Assert.True(await next);
        await Task.WhenAll(stopping, settling);
        Assert.Equal(receipts[0].Sequence, pages.Current.LastSequence);
        Assert.False(await pages.MoveNextAsync());
    }

    [Fact]
    public async Task Many_submitters_in_small_and_large_requests_lose_and_double_nothing()
    {
        const int Submitters = 8;
        const int Each = 2_000;
        await using var settlement = Open(new PipelineOptions
        {
            BatchTransfersMax = 256, RequestsWaitingMax = 4, Ledger = new() { AccountsMax = 100, IdempotencyWindow = 1 << 15, ExpiriesMax = 16 },
        });
        var (issue, vault, person) = await OpenAccounts(settlement);
        await settlement.SettleAsync(Issuance(issue, vault, 1, 1_000_000), new Receipt[1], Cancellation);
        await Task.WhenAll(Enumerable.Range(0, Submitters).Select(submitter => Task.Run(() => Submit(submitter))));
        Assert.Equal(Amount.FromFen(Submitters * Each), await settlement.BalanceOfAsync(person, Cancellation));
        Assert.True((await settlement.TakeTrialBalanceAsync(Cancellation)).IsBalanced);

        async Task Submit(int submitter)
        {
            for (var done = 0; done < Each;)
            {
                var length = Math.Min(1 + (done * 7 % 200), Each - done);
                var transfers = Enumerable.Range(done, length)
                    .Select(i => new Transfer(new((ulong)submitter + 2, (ulong)i + 1), vault, person, Amount.FromFen(1), TransferKind.Load)).ToArray();
                var receipts = new Receipt[length];
                await settlement.SettleAsync(transfers, receipts, Cancellation);
                Assert.All(receipts, receipt => Assert.True(receipt.IsAccepted));
                done += length;
            }
        }
    }

    [Fact]
    public async Task Reopening_starts_from_the_newest_checkpoint_and_remembers_keys_from_before_it()
    {
        var options = new PipelineOptions
        {
            CheckpointEntries = 100, Ledger = new() { AccountsMax = 10, IdempotencyWindow = 256, ExpiriesMax = 16 }, BatchTransfersMax = 64,
        };
        Receipt[][] receipts = [.. Enumerable.Range(0, 700).Select(_ => new Receipt[1])];
        AccountId issue, vault;
        await using (var settlement = Open(options))
        {
            (issue, vault, _) = await OpenAccounts(settlement);
            for (var i = 0; i < 700; i++)
                await settlement.SettleAsync(Issuance(issue, vault, (ulong)i + 1), receipts[i], Cancellation);
        }

        await using var again = Open(options);
        Assert.True(again.Recovery.FirstSequence > 1, "Everything was replayed.");
        var repeated = new Receipt[1];
        await again.SettleAsync(Issuance(issue, vault, 700 - 255), repeated, Cancellation);
        Assert.Equal(receipts[700 - 256][0], repeated[0]);
        await again.SettleAsync(Issuance(issue, vault, 700 - 256), repeated, Cancellation);
        Assert.Equal(SettlementStatus.KeyTooOld, repeated[0].Status);
        Assert.Equal(Amount.FromYuan(3_500), await again.BalanceOfAsync(vault, Cancellation));
        Assert.True((await again.TakeTrialBalanceAsync(Cancellation)).IsBalanced);
    }

    [Theory]
    [InlineData(8, "this build reads format")]
    [InlineData(0, "ends before a book does")]
    [InlineData(4, "ends before a book does")]
    public async Task A_checkpoint_that_holds_no_book_of_this_build_is_refused_by_its_name_and_nothing_is_changed(int bytes, string said)
    {
        var store = new MemoryJournalStore();
        await using (var settlement = PipelinedSettlement.Open(store, Clock))
            await OpenAccounts(settlement);
        using (var folder = JournalFolder.Open(store, new()))
        {
            folder.Recover();
            using var checkpoint = folder.Checkpoints.Begin(2);
            checkpoint.Write(BitConverter.GetBytes(LedgerSnapshot.FormatVersion + 1L).AsSpan(0, bytes));
            checkpoint.Write(bytes < 8 ? [] : new byte[4_096]);
            checkpoint.Commit();
        }

        var before = store.Names();
        var refusal = Assert.Throws<JournalFormatException>(() => PipelinedSettlement.Open(store, Clock));
        Assert.Contains("The checkpoint at sequence 2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, store.Names());
    }

    [Fact]
    public async Task Metrics_count_what_was_answered_and_made_durable()
    {
        var seen = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == SettlementMetrics.MeterName)
                    own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
        await using (var settlement = Open())
        {
            var (issue, vault, _) = await OpenAccounts(settlement);
            for (var i = 1UL; i <= 10; i++)
                await settlement.SettleAsync(Issuance(issue, vault, i), new Receipt[1], Cancellation);
        }

        // Other tests may settle at the same time, through the same process-wide meter: never less than was done here.
        Assert.True(seen["dcepsim.settlement.transfers"] >= 10);
        Assert.True(seen["dcepsim.settlement.entries"] >= 13);
        Assert.True(seen["dcepsim.settlement.flushes"] >= 10);
    }

    [Fact]
    public async Task Misuse_is_told_to_its_caller_and_stops_nobody()
    {
        await using var settlement = Open();
        var (issue, vault, _) = await OpenAccounts(settlement);
        await Assert.ThrowsAsync<ArgumentException>(() => settlement.OpenAsync(default, Cancellation).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => settlement.BalanceOfAsync(new(99), Cancellation).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => settlement.SettleAsync(new Transfer[2], new Receipt[1], Cancellation).AsTask());
        var receipts = new Receipt[1];
        await settlement.SettleAsync(Issuance(issue, vault, 1), receipts, Cancellation);
        Assert.True(receipts[0].IsAccepted);
    }

    [Fact]
    public void Options_report_all_their_faults_together()
    {
        var fault = Assert.Throws<ArgumentException>(() => new PipelineOptions
        {
            BatchTransfersMax = 0, RequestsWaitingMax = 0, Ledger = new() { AccountsMax = 0 },
        }.Validate());
        Assert.Contains("BatchTransfersMax is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("RequestsWaitingMax is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("AccountsMax is 0", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _store.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PipelinedSettlement Open(PipelineOptions? options = null) => PipelinedSettlement.Open(_store, Clock, Small(options ?? new()));

    private static PipelineOptions Small(PipelineOptions options) => options with
    {
        BatchTransfersMax = Math.Min(options.BatchTransfersMax, 512),
        Journal = new() { SegmentBytes = 1 << 20, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
    };

    private async Task CloseGate()
    {
        while (_store.Arrived.CurrentCount > 0)
            await _store.Arrived.WaitAsync(Cancellation);
        _store.Close();
    }

    private static async Task<(AccountId Issue, AccountId Vault, AccountId Person)> OpenAccounts(PipelinedSettlement settlement) => (
        await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation),
        await settlement.OpenAsync(new(AccountKind.Vault, Bank), Cancellation),
        await settlement.OpenAsync(new(AccountKind.PersonalWallet, Bank), Cancellation));

    private static Transfer[] Issuance(AccountId issue, AccountId vault, ulong counter, long yuan = 5) =>
        [new(new(1, counter), issue, vault, Amount.FromYuan(yuan), TransferKind.Issuance)];

    private sealed class StandingClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
