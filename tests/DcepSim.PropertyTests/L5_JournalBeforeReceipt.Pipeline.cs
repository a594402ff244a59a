using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Testing;
using DcepSim.Testing.Journal;
using DcepSim.Testing.Ledgers;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace DcepSim.PropertyTests;

/// <summary>
/// L5, the pipeline's part: a receipt exists only for a durable entry; recovery and live take one path; after a failed flush nothing more
/// is answered.
/// </summary>
public partial class L5_JournalBeforeReceipt
{
    [Fact]
    public void Every_receipt_given_before_the_power_went_is_given_again_after_it()
    {
        var cuts =
            from plan in LedgerPlan.Arbitrary(60).Generator
            from call in Gen.OneOf(Gen.Choose(5, 130), Gen.Choose(130, 260), Gen.Choose(130, 260))
            from arrived in Gen.Elements(0, 50, 100)
            select new Cut(plan with { WindowBits = 10 }, call, arrived);
        var seen = new Seen();
        Prop.ForAll(Arb.From(cuts), cut => LosePower(cut, seen)).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(200)));
        Assert.True(seen.Lost > 10 && seen.Receipts > 1_000, $"{seen.Lost} universes lost power after {seen.Receipts} receipts: too few to tell.");
    }

    private static void LosePower(Cut cut, Seen seen)
    {
        var disk = new SimulatedDisk(RandomKey.FromSeed(cut.Plan.Seed)) { PowerLostAt = cut.Call };
        var given = new Dictionary<IdempotencyKey, (Transfer Transfer, Receipt Receipt)>();
        try
        {
            Live(cut.Plan, disk, given).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is SettlementStoppedException or PowerLostException or JournalException)
        {
            seen.Lost++;
        }

        seen.Receipts += given.Count;
        Check(cut, disk.AfterPowerLoss(RandomKey.FromSeed(cut.Call), cut.ArrivedPercent), given).AsTask().GetAwaiter().GetResult();
    }

    private static async ValueTask Live(LedgerPlan plan, SimulatedDisk disk, Dictionary<IdempotencyKey, (Transfer Transfer, Receipt Receipt)> given)
    {
        var workload = new LedgerWorkload(plan);
        var settlement = Open(plan, disk);
        try
        {
            foreach (var terms in workload.Opening)
                await settlement.OpenAsync(terms);
            foreach (var batch in workload.Batches())
            {
                foreach (var (account, condition) in batch.Changes)
                    await settlement.ChangeConditionAsync(account, condition);
                var transfers = batch.Transfers.ToArray();
                var receipts = new Receipt[transfers.Length];
                await settlement.SettleAsync(transfers, receipts);
                for (var i = 0; i < transfers.Length; i++)
                {
                    workload.Learn(transfers[i], receipts[i]);
                    if (receipts[i].Sequence > 0)
                        given.TryAdd(transfers[i].Key, (transfers[i], receipts[i]));
                }
            }
        }
        finally
        {
            try
            {
                await settlement.DisposeAsync();
            }
            catch (Exception fault) when (fault is PowerLostException or JournalException)
            {
                // the disk is gone: closing in order is not to be had
            }
        }
    }

    private static async ValueTask Check(Cut cut, SimulatedDisk disk, Dictionary<IdempotencyKey, (Transfer Transfer, Receipt Receipt)> given)
    {
        await using var settlement = Open(cut.Plan, disk);
        var last = given.Count == 0 ? 0 : given.Values.Max(one => one.Receipt.Sequence);
        Assert.True(settlement.DurableThrough >= last, $"Receipts were given up to {last}; the journal ends at {settlement.DurableThrough}.");
        foreach (var (transfer, receipt) in given.Values.Where(one => !one.Transfer.Flags.HasFlag(TransferFlags.Linked)))
        {
            if (receipt.Sequence <= settlement.DurableThrough - cut.Plan.Options.IdempotencyWindow)
                continue;
            var again = new Receipt[1];
            await settlement.SettleAsync(new[] { transfer }, again);
            Assert.Equal(receipt, again[0]);
        }

        Assert.True((await settlement.TakeTrialBalanceAsync()).IsBalanced);
    }

    private static PipelinedSettlement Open(LedgerPlan plan, SimulatedDisk disk) => PipelinedSettlement.Open(
        new OneAtATimeStore(disk),
        new StandingClock(),
        new PipelineOptions
        {
            Ledger = plan.Options,
            BatchTransfersMax = 64,
            KeepsStatements = false, // its thread would share the disk's calls out otherwise every time
            Journal = new() { SegmentBytes = 1 << 18, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
        });

    private sealed record Cut(LedgerPlan Plan, int Call, int ArrivedPercent);

    private sealed class Seen
    {
        public int Lost { get; set; }

        public int Receipts { get; set; }
    }

    private sealed class StandingClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2020, 10, 9, 4, 0);
    }
}
