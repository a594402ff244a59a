using DcepSim.Settlement;
using DcepSim.Settlement.Reading;

namespace DcepSim.UnitTests.Settlement;

/// <summary>What a request costs in memory, in its caller's thread and in those of the stages.</summary>
public sealed class SettlingAllocationTests
{
    private const int Requests = 2_000;
    private const int Batch = 50;

    /// <summary>A third of the smallest object for each request. On a busy machine a few more lines of callers are under way than ever before, and the runtime
    /// takes something for itself now and then.</summary>
    private const int BytesMax = 8 * Requests;

    private readonly AllocationWatch _watch = new();
    private readonly Transfer[] _transfers = new Transfer[Batch];
    private readonly Receipt[] _receipts = new Receipt[Batch];
    private IdempotencyKey _key = new(1, 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_allocates_nothing_once_all_is_warm()
    {
        await using var settlement = PipelinedSettlement.Open(_watch, _watch, new()
        {
            Ledger = new() { AccountsMax = 3, IdempotencyWindow = 1 << 16, SessionsMax = 1, HoldsMax = 1, ExpiriesMax = 1 },
            BatchTransfersMax = 4_096,
            KeepsStatements = false, // their memory is taken as the first segments fill
            Journal = new() { SegmentBytes = 64 << 20, SegmentsAhead = 1, ReserveBytes = 0 }, // one takes all that is written
        });
        var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        var vault = await settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation);
        IReadOnlyDictionary<string, long> before = new Dictionary<string, long>(), after = before;
        var allocated = 0L;
        var caller = new Thread(() =>
        {
            Settle(settlement, issue, vault);
            before = _watch.ByThread();
            allocated = GC.GetAllocatedBytesForCurrentThread();
            Settle(settlement, issue, vault);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            after = _watch.ByThread();
        });
        caller.Start();
        caller.Join();

        Assert.All(_receipts, receipt => Assert.True(receipt.IsAccepted));
        foreach (var stage in new[] { "settlement: ledger", "settlement: journal", "settlement: flush" })
            Assert.InRange(after[stage] - before[stage], 0, BytesMax);
        Assert.InRange(allocated, 0, BytesMax);
    }

    [Fact]
    public void What_a_segment_touched_is_kept_in_the_memory_of_the_one_before()
    {
        const int Items = 256;
        var pieces = new GrowingList<long>.Pieces(shift: 2, keptMax: Items);
        Fill(new(pieces));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var list = Fill(new(pieces));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_048); // where the 64 pieces are: twice as many places each time they are used up
        Assert.Equal(0, list.Count);

        static GrowingList<long> Fill(GrowingList<long> list)
        {
            for (var i = 0; i < Items; i++)
                list.Add(i);
            Assert.Equal(Items - 1, list[Items - 1]);
            list.Recycle();
            return list;
        }
    }

    private void Settle(PipelinedSettlement settlement, AccountId issue, AccountId vault)
    {
        for (var request = 0; request < Requests; request++)
        {
            for (var i = 0; i < Batch; i++)
                _transfers[i] = new(_key = _key.Next(), issue, vault, Amount.FromFen(1), TransferKind.Issuance);
            var settling = settlement.SettleAsync(_transfers, _receipts, CancellationToken.None);
            while (!settling.IsCompleted)
                Thread.Yield();
            settling.GetAwaiter().GetResult();
        }
    }
}
