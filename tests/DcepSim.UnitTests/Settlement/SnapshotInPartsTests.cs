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
                await SettleAsync(settlement, new(new(1, (ulong)loads + 2), new(2), WalletOf(loads), Amount.FromYuan(1), TransferKind.Load));
            Assert.True(settlement.Checkpoints > 0, $"{loads} loads and no checkpoint. {settlement.CheckpointFault}");
        }

        await using var again = Open(store);
        Assert.True(again.Recovery.FirstSequence > 1, "Everything was replayed.");
        for (var wallet = 0; wallet < Wallets; wallet++)
        {
            var times = (loads / Wallets) + (loads % Wallets > wallet ? 1 : 0);
            Assert.Equal(Amount.FromYuan(times), await again.BalanceOfAsync(new(BeforeWallets + 1 + (int)(wallet * 7_919L % Wallets)), Cancellation));
        }

        Assert.True((await again.TakeTrialBalanceAsync(Cancellation)).IsBalanced);
    }

    // All over the accounts: those that were copied and those that still are to be change between two parts.
    private static AccountId WalletOf(int load) => new(BeforeWallets + 1 + (int)(load % Wallets * 7_919L % Wallets));

    private static async Task BeginAsync(PipelinedSettlement settlement)
    {
        await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        await settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation);
        await Task.WhenAll(Enumerable.Range(0, Wallets).Select(_ => settlement.OpenAsync(new(AccountKind.PersonalWallet, new(1)), Cancellation).AsTask()));
        await SettleAsync(settlement, new(new(1, 1), new(1), new(2), Amount.FromYuan(LoadsMax), TransferKind.Issuance));
    }

    private static async Task SettleAsync(PipelinedSettlement settlement, Transfer transfer)
    {
        var receipts = new Receipt[1];
        await settlement.SettleAsync(new[] { transfer }, receipts, Cancellation);
        Assert.Equal(SettlementStatus.Accepted, receipts[0].Status);
    }

    private static PipelinedSettlement Open(MemoryJournalStore store) => PipelinedSettlement.Open(store, SystemClock.Instance, Options);
}
