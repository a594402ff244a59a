using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Simulation;
using DcepSim.Simulation.Audit;
using DcepSim.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.UnitTests.Simulation;

/// <summary>The till, the ledger and the order of events may go on side by side, and shares of the audit too: nothing of that can be seen.</summary>
public class HelpedRunTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_run_that_others_help_with_is_the_run_alone_in_whatever_order_they_do_their_parts()
    {
        var refusals = 0L;
        Prop.ForAll(RandomScenarios.Arbitrary(), scenario =>
        {
            var model = new CampaignModel(scenario);
            var key = RandomKey.FromSeed(scenario.Campaign.Applicants);
            var outcome = new CampaignRun(model).Execute(key, cancellation: Stop);
            var alone = Comparable(outcome);

            Assert.Equal(alone, Comparable(new CampaignRun(model, workers: new InOrder(2)).Execute(key, cancellation: Stop)));
            Assert.Equal(alone, Comparable(new CampaignRun(model, workers: new LastFirst(3)).Execute(key, cancellation: Stop)));
            var told = new PaymentList();
            Assert.Equal(alone, Comparable(new CampaignRun(model).Execute(key, told, cancellation: Stop)));
            foreach (var toldLaterMin in (int[])[0, int.MaxValue])
            {
                var toldWithHelpers = new PaymentList();
                Assert.Equal(alone, Comparable(new CampaignRun(model, workers: new LastFirst(2)) { ToldLaterMin = toldLaterMin }.Execute(key, toldWithHelpers, cancellation: Stop)));
                Assert.Equal(told.Payments, toldWithHelpers.Payments);
                Assert.Equal(told.Claims, toldWithHelpers.Claims);
            }

            refusals += outcome.Refusals.Values.Sum();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(60)));
        Assert.True(refusals > 0, "No wallet's limits ever stood in the way.");
    }

    [Fact]
    public void A_run_of_several_stretches_and_many_sheets_is_the_same_with_helpers()
    {
        var model = new CampaignModel(TinyScenarios.Lottery(3_000));
        var memory = new RunMemory();
        for (var seed = 1; seed <= 3; seed++)
        {
            var key = RandomKey.FromSeed(seed);
            Assert.Equal(
                Comparable(new CampaignRun(model).Execute(key, cancellation: Stop)),
                Comparable(new CampaignRun(model, workers: new LastFirst(2), memory: memory).Execute(key, cancellation: Stop)));
        }

        memory.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void Whoever_watches_a_run_with_helpers_is_told_on_the_thread_that_asked_for_it(int toldLaterMin)
    {
        using var memory = new RunMemory();
        using var team = new WorkerTeam(3);
        var threads = new ThreadList();
        new CampaignRun(new CampaignModel(TinyScenarios.Lottery(20_000)), workers: team, memory: memory) { ToldLaterMin = toldLaterMin }
            .Execute(RandomKey.FromSeed(1), threads, cancellation: Stop);

        Assert.Equal([Environment.CurrentManagedThreadId], threads.Seen);
    }

    private static (RunOutcome Outcome, string Refusals, int Breaks, int Compared) Comparable(RunOutcome outcome) => (
        outcome with { Refusals = ImmutableSortedDictionary<SettlementStatus, long>.Empty, Audit = new AuditReport([], 0, 0) },
        string.Join(' ', outcome.Refusals), outcome.Audit.BreakCount, outcome.Audit.Compared);

    private sealed class ThreadList : IPaymentObserver
    {
        public HashSet<int> Seen { get; } = [];

        public void OnPayment(in PaymentRecord payment) => Seen.Add(Environment.CurrentManagedThreadId);

        public void OnClaim(in ClaimRecord claim) => Seen.Add(Environment.CurrentManagedThreadId);
    }

    private sealed class InOrder(int count) : IWorkers
    {
        public int Count => count;

        public void CarryOut(int parts, Action<int> part)
        {
            for (var number = 0; number < parts; number++)
                part(number);
        }
    }

    private sealed class LastFirst(int count) : IWorkers
    {
        public int Count => count;

        public void CarryOut(int parts, Action<int> part)
        {
            for (var number = parts - 1; number >= 0; number--)
                part(number);
        }
    }
}
