using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.SimulationTests.Settlement;

/// <summary>
/// A settlement on a recorded disk gives receipts until the power goes at a chosen call; the disk is rebuilt from what was flushed and a part of
/// the rest, and every receipt given before is held against what the settlement opened on it says.
/// </summary>
internal sealed class SettlementPowerCutExam(long seed)
{
    private const int Batches = 24;
    private const int BatchMax = 40;
    private static readonly int[] ArrivedPercents = [0, 50, 90, 100, 10];

    private static readonly PipelineOptions Options = SettlementCourse.Options with
    {
        Ledger = SettlementCourse.Options.Ledger with { IdempotencyWindow = 1 << 11 },
        BatchTransfersMax = 64,
        KeepsStatements = false, // its thread would share the disk's calls out otherwise every time
        CheckpointEntries = 0,
        Journal = new() { SegmentBytes = 48 * JournalLayout.BlockBytes, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
    };

    private readonly RandomKey _key = RandomKey.FromSeed(seed);

    public int FlushLeftOut { get; init; } = -1;

    /// <summary>Answers first and flushes afterwards: a settlement on such a store is broken, and the exam must say so.</summary>
    public bool FlushesLate { get; init; }

    /// <summary>After how many entries a checkpoint is written: beside, so that no two courses are the same.</summary>
    public long CheckpointEntries { get; init; }

    /// <summary>How many receipts were given in the course looked at last.</summary>
    public int Given { get; private set; }

    /// <summary>Runs the course without a power cut, to learn its calls, its flushes, and how many of those came before the first receipt was
    /// noted and before the last.</summary>
    public (int Calls, IReadOnlyList<(int Call, string What)> Flushes, Range Noted) Rehearse()
    {
        var disk = new SimulatedDisk(_key.Child("disk"));
        var (calls, first, last) = (0, 0, 0);
        LiveAsync(disk, [], () => first = disk.Flushes.Count, () => (calls, last) = (disk.Calls, disk.Flushes.Count)).GetAwaiter().GetResult();
        return (calls, [.. disk.Flushes], first..last);
    }

    /// <summary>Loses the power at a call. What was broken, for one choice of what had arrived; or null.</summary>
    public string? Fault(int call, int choice)
    {
        var disk = new SimulatedDisk(_key.Child("disk")) { PowerLostAt = call, FlushLeftOut = FlushLeftOut };
        var given = new Dictionary<IdempotencyKey, Receipt>();
        try
        {
            LiveAsync(disk, given, () => { }, () => { }).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is SettlementStoppedException or PowerLostException or JournalException)
        {
        }

        Given = given.Count;
        var found = disk.AfterPowerLoss(_key.Child("arrived").Child((ulong)choice), ArrivedPercents[choice % ArrivedPercents.Length]);
        try
        {
            return CheckAsync(found, given).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is JournalException or LedgerCorruptionException)
        {
            return fault.Message;
        }
    }

    private async Task LiveAsync(SimulatedDisk disk, Dictionary<IdempotencyKey, Receipt> given, Action begun, Action done)
    {
        var settlement = Open(FlushesLate ? new LateStore(disk) : disk);
        try
        {
            await SettlementCourse.BeginAsync(settlement);
            begun();
            var counters = new ulong[SettlementCourse.Sessions + 1];
            for (var batch = 0; batch < Batches; batch++)
            {
                var chance = _key.Child("work").Block((ulong)batch);
                var session = 1 + (chance.A % SettlementCourse.Sessions);
                var transfers = new Transfer[1 + (chance.B % BatchMax)];
                for (var i = 0; i < transfers.Length; i++)
                    transfers[i] = SettlementCourse.At(session, ++counters[session]);
                var receipts = new Receipt[transfers.Length];
                await settlement.SettleAsync(transfers, receipts);
                for (var i = 0; i < transfers.Length; i++)
                    given.Add(transfers[i].Key, receipts[i]);
            }

            done();
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

            disk.EndProcess();
        }
    }

    private async Task<string?> CheckAsync(SimulatedDisk disk, Dictionary<IdempotencyKey, Receipt> given)
    {
        await using var settlement = Open(disk);
        return given.Count == 0 ? null : await SettlementCourse.FaultOfAsync(settlement, given);
    }

    private PipelinedSettlement Open(IJournalStore store) =>
        PipelinedSettlement.Open(new OneAtATimeStore(store), new SettlementCourse.StandingClock(), Options with { CheckpointEntries = CheckpointEntries });
}
