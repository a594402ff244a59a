using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Simulation.Mechanisms;

/// <summary>Runs small campaigns in which nearly everybody claims and shops often, so that every rule is met.</summary>
internal static class MechanismFixture
{
    public static Scenario Busy(int winners = 300, double medianYuan = 60) => TinyScenarios.Lottery(winners) is var tiny
        ? tiny with
        {
            Behaviour = tiny.Behaviour with
            {
                Occasions = tiny.Behaviour.Occasions with { PerDay = 6 },
                Basket = new BasketScenario(medianYuan, 0.8),
            },
        }
        : tiny;

    /// <summary>The scenario with one row of packets, and the budget for it in all its rounds.</summary>
    public static Scenario With(this Scenario scenario, params PacketScenario[] rows) => scenario with
    {
        Campaign = scenario.Campaign with
        {
            Packets = [.. rows],
            Applicants = Math.Max(scenario.Campaign.Applicants, rows.Sum(row => row.Count)),
            Budget = Amount.FromFen(Math.Max(100, rows.Sum(row => row.Value.Fen) * (1 + scenario.Campaign.Rounds.Length))),
        },
    };

    public static (RunOutcome Outcome, List<PaymentRecord> Payments, List<ClaimRecord> Claims) Run(this Scenario scenario, long seed = 1)
    {
        var log = new EventLog();
        var outcome = new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(seed), log, cancellation: TestContext.Current.CancellationToken);
        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        Assert.Equal(scenario.Campaign.Budget.Fen, outcome.RedeemedFen + outcome.RecalledFen);
        return (outcome, log.Payments, log.Claims);
    }

    private sealed class EventLog : IPaymentObserver
    {
        public List<PaymentRecord> Payments { get; } = [];

        public List<ClaimRecord> Claims { get; } = [];

        public void OnPayment(in PaymentRecord payment) => Payments.Add(payment);

        public void OnClaim(in ClaimRecord claim) => Claims.Add(claim);
    }
}
