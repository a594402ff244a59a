using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.SimulationTests.Settlement;

/// <summary>The disk runs full for good: a real file system of 64 MB.</summary>
public class FullRealDiskTests
{
    private const int Megabytes = 64;
    private const long Reserve = 8 << 20;
    private const int Batch = 500;
    private const int Asked = 2_000;
    private const int CheckpointEntries = 20_000;

    private static readonly PipelineOptions Options = SettlementCourse.Options with
    {
        Ledger = SettlementCourse.Options.Ledger with { HoldsMax = 1 << 20, IdempotencyWindow = 1 << 20 },
        CheckpointEntries = CheckpointEntries,
        Journal = new() { SegmentBytes = 1 << 20, ReserveBytes = Reserve },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tmpfs")]
    [InlineData("ext4")]
    public async Task New_work_is_refused_before_the_disk_is_full_and_reading_checkpoints_stopping_and_opening_again_go_on(string kind)
    {
        using var disk = SmallDisk.TryMount(kind, Megabytes, out var reason);
        Assert.SkipWhen(disk is null, reason);
        var drive = new DriveInfo(disk!.Place);
        var seen = new Dictionary<IdempotencyKey, Receipt>();
        long durable;
        await using (var settlement = Open(disk))
        {
            await SettlementCourse.BeginAsync(settlement);
            await SettleUntilRefusedAsync(settlement, seen, untilLeft: Megabytes << 19);
            var (toFull, timeToFull) = (settlement.Space.ToFullBytes, settlement.TimeToFull);
            Assert.InRange(timeToFull!.Value, Duration.FromMilliseconds(1), Duration.FromDays(1));
            await SettleUntilRefusedAsync(settlement, seen, untilLeft: 0);

            Assert.True(settlement.Space.ToFullBytes < toFull / 2, $"{settlement.Space.ToFullBytes} bytes are left, {toFull} half-way.");
            Assert.True(drive.AvailableFreeSpace >= Reserve / 2, $"{drive.AvailableFreeSpace} bytes are free: a checkpoint and the stop need room.");
            Assert.Null(settlement.CheckpointFault);
            Assert.True(settlement.Checkpoints > 1, $"{settlement.Checkpoints} checkpoints of {seen.Count} transfers."); // how many more hangs on the disk's speed
            Assert.True((await settlement.TakeTrialBalanceAsync(Cancellation)).IsBalanced);

            Fill(disk); // somebody else takes all that is left
            Assert.Equal(0, drive.AvailableFreeSpace / JournalLayout.BlockBytes);
            await Assert.ThrowsAsync<JournalFullException>(async () => await settlement.OpenAsync(new(AccountKind.Vault, new(3)), Cancellation));
            Assert.True((await settlement.TakeTrialBalanceAsync(Cancellation)).IsBalanced);
            durable = settlement.DurableThrough;
        }

        File.Delete(Path.Combine(disk.Place, "filler"));
        await using var again = Open(disk, reserve: 0); // room to ask again: asking may need a journal entry
        Assert.Equal(durable, again.Recovery.LastSequence);
        Assert.Null(await SettlementCourse.FaultOfAsync(again, seen.OrderByDescending(one => one.Value.Sequence).Take(Asked).ToDictionary()));
    }

    private static PipelinedSettlement Open(SmallDisk disk, long reserve = Reserve) => PipelinedSettlement.Open(
        new FileJournalStore(Path.Combine(disk.Place, "journal")), SystemClock.Instance, Options with { Journal = Options.Journal with { ReserveBytes = reserve } });

    private static async Task SettleUntilRefusedAsync(PipelinedSettlement settlement, Dictionary<IdempotencyKey, Receipt> seen, long untilLeft)
    {
        var (transfers, receipts) = (new Transfer[Batch], new Receipt[Batch]);
        while (untilLeft == 0 || settlement.Space.ToFullBytes > untilLeft)
        {
            for (var i = 0; i < Batch; i++)
                transfers[i] = SettlementCourse.At(1, (ulong)(seen.Count + i) + 1);
            try
            {
                await settlement.SettleAsync(transfers, receipts, Cancellation);
            }
            catch (JournalFullException)
            {
                return;
            }

            for (var i = 0; i < Batch; i++)
                seen.Add(transfers[i].Key, receipts[i]);
        }
    }

    private static void Fill(SmallDisk disk)
    {
        using var filler = File.OpenHandle(Path.Combine(disk.Place, "filler"), FileMode.Create, FileAccess.Write);
        var bytes = new byte[JournalLayout.BlockBytes];
        try
        {
            for (var offset = 0L; ; offset += bytes.Length)
                RandomAccess.Write(filler, bytes, offset);
        }
        catch (IOException)
        {
            // full, as wanted
        }
    }
}
