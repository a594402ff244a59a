using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

/// <summary>A book whose accounts are copied for a checkpoint a part after each batch, while the same accounts go on changing.</summary>
public class SnapshotInPartsTests
{
    private const int Wallets = 5_000; // five parts at least
    private const int BeforeWallets = 2;
    private const int LoadsMax = 100_000;

    private static readonly PipelineOptions Options = new()
    {
        CheckpointEntries = Wallets + 1_000,
        Ledger = new() { AccountsMax = Wallets + BeforeWallets, IdempotencyWindow = 256, ExpiriesMax = 16 },
        BatchTransfersMax = 64,
        Journal = new() { SegmentBytes = 1 << 20, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
    };

    /// <summary>Which test a stage's thread was started by.</summary>
    private static readonly AsyncLocal<Guid> StartedBy = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_checkpoint_made_over_many_batches_is_the_book_at_one_moment()
    {
        var store = new MemoryJournalStore();
        var loads = 0;
        await using (var settlement = Open(store))
        {
            await BeginAsync(settlement);
            for (; settlement.Checkpoints == 0 && settlement.CheckpointFault is null && loads < LoadsMax; loads++)
                await SettleAsync(settlement, Load(loads));
            Assert.True(settlement.Checkpoints > 0, $"{loads} loads and no checkpoint. {settlement.CheckpointFault}");
        }

        await AssertOpensFromCheckpointAsync(store, loads);
    }

    [Fact]
    public async Task A_checkpoint_that_the_disk_takes_its_time_for_is_not_written_over_by_the_next_one()
    {
        var memory = new MemoryJournalStore();
        using var gate = new ManualResetEventSlim(initialState: false);
        var first = 0L;
        using var store = new WatchedStore(memory) { Forbids = IsHeld };
        var (loads, held) = (0, 0L);
        await using (var settlement = Open(store))
        {
            await BeginAsync(settlement);
            for (; loads < 3 * Options.CheckpointEntries || (Interlocked.Read(ref first) == 0 && loads < LoadsMax); loads++) // the first is due, and held; so would be two more
                await SettleAsync(settlement, Load(loads));
            Assert.NotEqual(0, Interlocked.Read(ref first));
            Assert.Equal(0, settlement.Checkpoints);
            held = BeforeWallets + Wallets + 1 + loads;
            gate.Set();
            for (; settlement.Checkpoints == 0 && settlement.CheckpointFault is null && loads < LoadsMax; loads++)
                await SettleAsync(settlement, Load(loads));
            Assert.True(settlement.Checkpoints > 0, $"{loads} loads and no checkpoint. {settlement.CheckpointFault}");
        }

        // Each is the book as it was when the first began, or a later one altogether: none began while that was held.
        var sequences = memory.Names().Where(name => name.EndsWith(JournalLayout.CheckpointExtension, StringComparison.Ordinal)).Select(SequenceIn).ToList();
        Assert.Contains(first, sequences);
        Assert.DoesNotContain(sequences, sequence => sequence > first && sequence <= held);
        await AssertOpensFromCheckpointAsync(memory, loads);

        bool IsHeld(string name)
        {
            if (!name.Contains(JournalLayout.CheckpointExtension, StringComparison.Ordinal))
                return false;
            Interlocked.CompareExchange(ref first, SequenceIn(name), 0);
            gate.Wait(Cancellation);
            return false;
        }
    }

    private static long SequenceIn(string checkpoint) => long.Parse(checkpoint.AsSpan(0, checkpoint.IndexOf('.', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(1_024, 16_384)] // 2 million records within 1/256 of 32 million entries: sixteen for each entry
    [InlineData(4_000, 64_000)]
    [InlineData(1, 1_024)] // however small the batch
    [InlineData(1_000_000, 65_536)] // however large
    [InlineData(0, 65_536)] // nobody waits
    public void A_snapshot_is_whole_after_a_256th_of_the_way_to_the_next_one_and_no_batch_waits_long_for_it(int entries, int copied) =>
        Assert.Equal(copied, PipelinedSettlement.SnapshotStep(entries, 2_000_000 * 64L, 32_000_000));

    private static async Task AssertOpensFromCheckpointAsync(MemoryJournalStore store, int loads)
    {
        await using var again = Open(store);
        Assert.True(again.Recovery.FirstSequence > 1, "Everything was replayed.");
        for (var wallet = 0; wallet < Wallets; wallet++)
        {
            var times = (loads / Wallets) + (loads % Wallets > wallet ? 1 : 0);
            Assert.Equal(Amount.FromYuan(times), await again.BalanceOfAsync(new(BeforeWallets + 1 + (int)(wallet * 7_919L % Wallets)), Cancellation));
        }

        Assert.True((await again.TakeTrialBalanceAsync(Cancellation)).IsBalanced);
    }

    [Fact]
    public async Task Memory_is_taken_beside_again_when_more_accounts_came_than_was_reckoned_with_and_then_kept()
    {
        const int Entries = 140_000;
        var place = Guid.NewGuid();
        StartedBy.Value = place;
        await using var settlement = PipelinedSettlement.Open(new MemoryJournalStore(), SystemClock.Instance, Options with
        {
            CheckpointEntries = Entries,
            Ledger = new() { AccountsMax = 2 * Entries, IdempotencyWindow = 1 << 15, ExpiriesMax = 16 },
            BatchTransfersMax = 512,
            Journal = new() { SegmentBytes = 4 << 20, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
        });
        var taken = new ConcurrentQueue<(long Bytes, int Checkpoints)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SettlementActivities.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == "settlement checkpoint memory" && StartedBy.Value == place)
                    taken.Enqueue(((long)activity.GetTagItem("dcepsim.bytes")!, settlement.Checkpoints));
            },
        };
        ActivitySource.AddActivityListener(listener);
        var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        await settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation);
        for (var opened = 0; opened < Entries; opened += 500)
            await OpenWalletsAsync(settlement, 500);
        // At half the way, and at its end, by when there are twice as many; whoever only asks brings no more meanwhile.
        await UntilAsync(() => taken.Count == 2, async () => await settlement.BalanceOfAsync(issue, Cancellation));
        Assert.True(taken.Last().Bytes > taken.First().Bytes, $"{taken.Last()} bytes after {taken.First()}.");
        Assert.Equal(0, taken.Last().Checkpoints); // before the first snapshot began, not half-way to the second
        var receipts = new Receipt[512];
        var counter = 0ul;
        await UntilAsync(() => settlement.Checkpoints == 3, async () =>
            await settlement.SettleAsync(Array.ConvertAll(receipts, _ => Refused(++counter)), receipts, Cancellation));
        Assert.Equal(2, taken.Count);

        async Task UntilAsync(Func<bool> isReached, Func<Task> work)
        {
            for (var times = 0; !isReached(); times++)
            {
                Assert.True(times < 1_000_000, $"{settlement.Checkpoints} checkpoints. {settlement.CheckpointFault}");
                await work();
            }
        }
    }

    private static async Task OpenWalletsAsync(PipelinedSettlement settlement, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => settlement.OpenAsync(new(AccountKind.PersonalWallet, new(1)), Cancellation).AsTask()));

    // An entry all the same.
    private static Transfer Refused(ulong counter) => new(new(1, counter), new(3), new(4), Amount.FromYuan(1), TransferKind.PersonToPerson);

    // All over the accounts: those that were copied and those that still are to be change between two parts.
    private static AccountId WalletOf(int load) => new(BeforeWallets + 1 + (int)(load % Wallets * 7_919L % Wallets));

    private static Transfer Load(int load) => new(new(1, (ulong)load + 2), new(2), WalletOf(load), Amount.FromYuan(1), TransferKind.Load);

    private static async Task BeginAsync(PipelinedSettlement settlement)
    {
        await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        await settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation);
        await OpenWalletsAsync(settlement, Wallets);
        await SettleAsync(settlement, new(new(1, 1), new(1), new(2), Amount.FromYuan(LoadsMax), TransferKind.Issuance));
    }

    private static async Task SettleAsync(PipelinedSettlement settlement, Transfer transfer)
    {
        var receipts = new Receipt[1];
        await settlement.SettleAsync(new[] { transfer }, receipts, Cancellation);
        Assert.Equal(SettlementStatus.Accepted, receipts[0].Status);
    }

    private static PipelinedSettlement Open(IJournalStore store) => PipelinedSettlement.Open(store, SystemClock.Instance, Options);
}
