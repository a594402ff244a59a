using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Testing;
using NodaTime;

namespace DcepSim.SimulationTests.Settlement;

public class KilledSettlementTests
{
    private const int RoundsPerJournal = 5;
    private const ulong CountersPerRound = 1_000_000;

    [Fact]
    public void A_settlement_killed_at_work_has_every_receipt_it_gave_exactly_once()
    {
        var (receipts, rounds) = (0, 0);
        Parallel.For(0, TestScale.Of(25) / RoundsPerJournal, new ParallelOptions { MaxDegreeOfParallelism = 2 }, journal =>
        {
            var place = Directory.CreateTempSubdirectory("dcepsim-killed-").FullName;
            try
            {
                Interlocked.Add(ref receipts, KillAgainAndAgainAsync(place, journal).GetAwaiter().GetResult());
                Interlocked.Add(ref rounds, RoundsPerJournal);
            }
            finally
            {
                Directory.Delete(place, recursive: true);
            }
        });
        TestContext.Current.SendDiagnosticMessage($"{rounds} rounds of kill -9, {receipts:N0} receipts seen and found again once");
        Assert.True(receipts > rounds * 100, $"{receipts} receipts in {rounds} rounds: too few to tell.");
    }

    private static async Task<int> KillAgainAndAgainAsync(string place, int journal)
    {
        await using (var settlement = Open(place))
            await SettlementCourse.BeginAsync(settlement);
        var seen = new Dictionary<IdempotencyKey, Receipt>();
        for (var round = 0; round < RoundsPerJournal; round++)
        {
            using (var victim = SettlementVictim.Start(place, (ulong)(round + 1) * CountersPerRound))
            {
                var fault = victim.KillAfter(1 + ((journal * 577) + (round * 1_301)) % 6_000, seen);
                Assert.True(fault is null, $"journal {journal}, round {round}: {fault}");
            }

            await using var again = Open(place);
            var broken = await SettlementCourse.FaultOfAsync(again, seen);
            Assert.True(broken is null, $"journal {journal}, round {round}: {broken}");
        }

        return seen.Count;
    }

    private static PipelinedSettlement Open(string place) => PipelinedSettlement.Open(new FileJournalStore(place), SystemClock.Instance, SettlementCourse.Options);
}
