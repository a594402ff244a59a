using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

public sealed class GrowingBatchTests
{
    private const int Enough = 2;
    private const int Most = 8;

    [Fact]
    public async Task While_a_batch_stands_before_a_slow_disk_the_next_one_takes_all_that_waits()
    {
        using var store = new GatedStore(new MemoryJournalStore());
        using var clock = new GatedClock(Instant.FromUtc(2020, 10, 10, 0, 0));
        await using var settlement = PipelinedSettlement.Open(store, clock, new()
        {
            BatchTransfersEnough = Enough, BatchTransfersMax = Most,
            Journal = new() { SegmentBytes = 1 << 20, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
        });
        var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        var vault = await settlement.OpenAsync(new(AccountKind.Vault, new OperatorId(1)), Cancellation);
        var before = store.Writes;

        store.CloseForWrites();
        var asked = new List<Task> { SettleAsync(1) };
        await store.WriteArrived.WaitAsync(Cancellation); // the first batch is being written
        clock.Close();
        asked.Add(SettleAsync(2));
        await clock.Arrived.WaitAsync(Cancellation); // the second is begun, and will be of two: nothing stands in line
        asked.AddRange(Enumerable.Range(3, Enough + Most).Select(SettleAsync));
        clock.LetOneThrough();
        await clock.Arrived.WaitAsync(Cancellation); // the second stands in line, the third is begun
        clock.LetOneThrough();
        await clock.Arrived.WaitAsync(Cancellation); // the third is made; what is left is the fourth
        clock.Open();
        store.OpenForWrites();
        await Task.WhenAll(asked);
        Assert.Equal(4, store.Writes - before);

        Task SettleAsync(int counter) => settlement.SettleAsync(
            new[] { new Transfer(new(1, (ulong)counter), issue, vault, Amount.FromYuan(1), TransferKind.Issuance) }, new Receipt[1], Cancellation).AsTask();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
