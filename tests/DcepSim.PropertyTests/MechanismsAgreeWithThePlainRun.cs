using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.PropertyTests;

/// <summary>Two programs for one campaign: the run of a plain lottery, made for speed, and the run with mechanisms, made for every rule. Where
/// no mechanism has anything to say they must tell the same lives, payment by payment.</summary>
public sealed class MechanismsAgreeWithThePlainRun
{
    [Fact]
    public void A_campaign_whose_mechanisms_say_nothing_gives_the_same_payments_as_the_plain_one()
    {
        var payments = 0L;
        Prop.ForAll(RandomScenarios.Arbitrary(), scenario =>
        {
            var (plain, plainLog) = Run(scenario);
            var (general, generalLog) = Run(scenario with { Campaign = scenario.Campaign with { Limits = new UseLimitScenario(1_000, Amount.Zero, 0) } });

            Assert.Equal(plainLog.Order(), generalLog.Order());
            Assert.Equal(
                (plain.Winners, plain.Claimed, plain.Payments, plain.RedeemedFen, plain.OwnMoneyFen, plain.OtherTenderFen, plain.RecalledFen, plain.IssuedFen),
                (general.Winners, general.Claimed, general.Payments, general.RedeemedFen, general.OwnMoneyFen, general.OtherTenderFen, general.RecalledFen, general.IssuedFen));
            payments += plain.Payments;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(40)));
        Assert.True(payments > 100, $"Only {payments} payments were compared.");
    }

    private static (RunOutcome Outcome, List<string> Payments) Run(Scenario scenario)
    {
        var log = new Log();
        var outcome = new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(1), log, cancellation: TestContext.Current.CancellationToken);
        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        return (outcome, log.Lines);
    }

    // Without the ledger's numbers: the two programs journal the same payments between different neighbours.
    private sealed class Log : IPaymentObserver
    {
        public List<string> Lines { get; } = [];

        public void OnPayment(in PaymentRecord payment) => Lines.Add((payment with { Sequence = 0 }).ToString());

        public void OnClaim(in ClaimRecord claim) => Lines.Add(claim.ToString());
    }
}
