using DcepSim.Experiments;
using DcepSim.Offline;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Settlement;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Simulation;

public sealed class PurseRunTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_float_of_the_ledger_is_loaded_less_valid_unique_deposits()
    {
        var outcome = Run(TinyScenarios.Purses());
        var purses = outcome.Purses!;

        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        Assert.True(purses.Paid > 500 && purses.Found > 0 && purses.LossFen > 0);
        Assert.True(purses.FloatFen > 0 && purses.LoadedFen > purses.DepositedFen);
        Assert.True(outcome.Audit.Compared > Run(TinyScenarios.Lottery(40)).Audit.Compared + 100);
    }

    [Theory]
    [InlineData(LossBearer.Payee)]
    [InlineData(LossBearer.Operator)]
    [InlineData(LossBearer.CentralBank)]
    public void Losses_are_written_off_from_the_account_that_the_policy_names(LossBearer bearer)
    {
        var scenario = TinyScenarios.Purses();
        var offline = scenario.Offline!;
        foreach (var compromise in new[] { Compromise.ClonedElement, Compromise.RolledBackCounter, Compromise.ExtractedKey })
        {
            var outcome = Run(scenario with
            {
                Offline = offline with
                {
                    Policy = offline.Policy with { LossBearer = bearer },
                    Adversary = offline.Adversary with { BrokenShare = 0.6, Compromise = compromise, ColludingShare = 0.5 },
                    Use = offline.Use with { PersonToPersonShare = 0 },
                },
            });
            Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
            Assert.True(outcome.Purses!.LossFen > 0);
        }
    }

    [Theory]
    [InlineData(TransferKind.OfflineLoad)]
    [InlineData(TransferKind.OfflineDeposit)]
    [InlineData(TransferKind.WriteOff)]
    public void A_fen_that_goes_astray_on_the_way_to_or_from_a_purse_is_found(TransferKind kind)
    {
        using var memory = new RunMemory();
        var run = new CampaignRun(new CampaignModel(TinyScenarios.Purses()), (options, clock) => new FenThief(options, clock, kind), memory: memory);

        var outcome = run.Execute(Key, cancellation: Cancellation);

        Assert.False(outcome.Audit.IsClean);
        Assert.Contains(outcome.Audit.Breaks, found => found.Place.Contains("offline", StringComparison.Ordinal));
    }

    [Fact]
    public void The_campaign_beside_purses_is_the_campaign_without_them()
    {
        var (with, without) = (Run(TinyScenarios.Purses()), Run(TinyScenarios.Lottery(40)));

        Assert.Equal((without.Claimed, without.Payments, without.RedeemedFen, without.OwnMoneyFen), (with.Claimed, with.Payments, with.RedeemedFen, with.OwnMoneyFen));
        Assert.Null(without.Purses);
    }

    [Fact]
    public void Where_the_scenario_names_nobody_the_claimants_who_try_have_the_purses()
    {
        var scenario = TinyScenarios.Purses(200);
        scenario = scenario with
        {
            Offline = scenario.Offline! with { Purses = scenario.Offline.Purses with { People = 0 } },
            Behaviour = scenario.Behaviour with { DoubleOfflineShare = 0.2 },
        };

        var outcome = Run(scenario);
        Assert.Equal(outcome.DoubleOfflineParticipants, outcome.Purses!.People);
        Assert.InRange(outcome.Purses.People, 20, 60);

        var nobody = Run(scenario with { Behaviour = scenario.Behaviour with { DoubleOfflineShare = 1e-12 } });
        Assert.Equal((0L, 0L), (nobody.Purses!.People, nobody.Purses.LoadedFen));
        Assert.True(nobody.Audit.IsClean);
    }

    [Fact]
    public async Task Metrics_of_purses_stand_in_the_summary_and_only_where_they_apply()
    {
        var result = await Campaign.RunAsync(TinyScenarios.Purses(), runs: 2, seed: 1, Cancellation);

        Assert.InRange(result.Metrics[Metric.OutageServed].Mean, 0.3, 0.9);
        Assert.Equal(
            result.Metrics[Metric.OutagePayments].Mean / result.Metrics[Metric.OutageWanted].Mean,
            result.Metrics[Metric.OutageServed].Mean,
            0.05);
        Assert.True(result.Metrics[Metric.OfflinePeak].Mean > 0 && result.Metrics[Metric.OfflineBacklog].Mean > 10);
        var calm = await Campaign.RunAsync(ScenarioReader.Check(TinyScenarios.Purses(), "offline.outage.hours=0", "offline.adversary.brokenShare=0"), runs: 1, seed: 1, Cancellation);
        Assert.DoesNotContain(calm.Metrics, row => row.Metric == Metric.OutageServed || row.Metric == Metric.OfflineLoss);
        Assert.DoesNotContain((await Campaign.RunAsync(TinyScenarios.Lottery(), runs: 1, seed: 1, Cancellation)).Metrics, row => row.Metric == Metric.OfflinePayments);
    }

    [Theory]
    [InlineData("offline-metro")]
    [InlineData("offline-disaster")]
    [InlineData("offline-winter-olympics-2022")]
    [InlineData("offline-risk")]
    public void A_built_in_scenario_with_purses_runs_to_a_clean_audit(string name)
    {
        var outcome = Run(ScenarioReader.Read(name, "offline.purses.people=300", "offline.purses.merchants=10"));

        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        Assert.True(outcome.Purses!.Paid > 100);
    }

    [Fact]
    public void The_run_stops_between_rounds_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        var books = 0;
        var run = new CampaignRun(new CampaignModel(TinyScenarios.Purses()), (options, clock) =>
        {
            if (++books == 2)
                stop.Cancel();
            return new InlineSettlement(options, clock);
        });
        Assert.Throws<OperationCanceledException>(() => run.Execute(Key, cancellation: stop.Token));
        Assert.Equal(2, books);
    }

    private static RunOutcome Run(Scenario scenario) => new CampaignRun(new CampaignModel(scenario)).Execute(Key);
}
