using System.Buffers;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

/// <summary>A caller who gives up at the very moment at which the ledger writes receipts into its memory.</summary>
public class CancelledWhileAppliedTests
{
    private static readonly AccountId Issue = new(1);
    private static readonly AccountId Vault = new(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancelled_while_the_ledger_applies_it_a_request_is_applied_and_its_memory_is_told_nothing()
    {
        await using var settlement = await OpenAsync();
        using var source = new CancellationTokenSource();
        using var memory = new AlertMemory(2, source.Cancel);

        var cancelled = settlement.SettleAsync(Issuances(1, 2), memory.Memory, source.Token).AsTask();

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled)).CancellationToken);
        Assert.True(memory.WasLookedAt);
        Assert.Equal([default, default], memory.Receipts);
        var receipts = new Receipt[2];
        await settlement.SettleAsync(Issuances(1, 2), receipts, Cancellation);
        Assert.All(receipts, receipt => Assert.True(receipt.IsAccepted));
        Assert.Equal(Amount.FromYuan(10), await settlement.BalanceOfAsync(Vault, Cancellation));
    }

    [Fact]
    public async Task Memory_that_is_gone_when_its_caller_gives_up_harms_nobody()
    {
        await using var settlement = await OpenAsync();
        using var source = new CancellationTokenSource();
        using var memory = new AlertMemory(1, source.Cancel) { IsGoneAfterwards = true };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => settlement.SettleAsync(Issuances(1), memory.Memory, source.Token).AsTask());

        var receipts = new Receipt[1];
        await settlement.SettleAsync(Issuances(2), receipts, Cancellation);
        Assert.True(receipts[0].IsAccepted);
        Assert.Equal(Amount.FromYuan(10), await settlement.BalanceOfAsync(Vault, Cancellation));
    }

    private static async Task<PipelinedSettlement> OpenAsync()
    {
        var settlement = PipelinedSettlement.Open(new MemoryJournalStore(), SystemClock.Instance, new()
        {
            BatchTransfersMax = 64,
            Journal = new() { SegmentBytes = 1 << 20, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
        });
        Assert.Equal(Issue, await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation));
        Assert.Equal(Vault, await settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation));
        return settlement;
    }

    private static Transfer[] Issuances(params ulong[] counters) =>
        [.. counters.Select(counter => new Transfer(new(1, counter), Issue, Vault, Amount.FromYuan(5), TransferKind.Issuance))];

    /// <summary>Memory that tells when it is looked at first: in a request, that is by the ledger's stage, to write the receipts.</summary>
    private sealed class AlertMemory(int length, Action looked) : MemoryManager<Receipt>
    {
        public Receipt[] Receipts { get; } = new Receipt[length];

        public bool WasLookedAt { get; private set; }

        /// <summary>Whether it may be looked at once only.</summary>
        public bool IsGoneAfterwards { get; init; }

        public override Memory<Receipt> Memory => CreateMemory(Receipts.Length); // else the length is asked of the span

        public override Span<Receipt> GetSpan()
        {
            if (WasLookedAt)
                return IsGoneAfterwards ? throw new ObjectDisposedException(nameof(AlertMemory)) : Receipts;
            WasLookedAt = true;
            looked();
            return Receipts;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
