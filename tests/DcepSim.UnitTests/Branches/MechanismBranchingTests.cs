using DcepSim.Branches;
using DcepSim.Campaigns;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Testing;
using NodaTime;

namespace DcepSim.UnitTests.Branches;

public sealed class MechanismBranchingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mechanism-grab", "2022-09-01T10:00:03")]
    [InlineData("mechanism-refunds", "2022-09-04T13:30:00")]
    [InlineData("mechanism-rounds-roll-over", "2022-09-05T09:59:59")]
    [InlineData("mechanism-coupon-package", "2022-09-02T00:00:00")]
    [InlineData("mechanism-all-together", "2022-09-03T12:00:00")]
    [InlineData("mechanism-all-together", "2022-09-09T10:00:00")]
    [InlineData("mechanism-all-together", "2022-09-18T18:00:00")]
    public void A_branch_in_which_nothing_changes_is_the_run_without_it(string name, string at)
    {
        var scenario = ScenarioReader.Read(name);
        var model = new CampaignModel(scenario);
        var instant = ShanghaiTime.At(NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(at).Value);

        var (without, withoutLog) = Run(model);
        var (with, withLog) = Run(model.BranchedAt(instant, scenario));

        Assert.Contains(withoutLog.Claims, claim => claim.Time < instant);
        Assert.Contains(withoutLog.Payments, payment => payment.Time >= instant);
        Assert.Equal(withoutLog.Claims, withLog.Claims);
        Assert.Equal(withoutLog.Payments, withLog.Payments);
        Assert.Equal(Metric.All.Select(metric => metric.ValueIn(without)), Metric.All.Select(metric => metric.ValueIn(with)));
    }

    [Fact]
    public async Task People_who_begin_to_shop_more_often_redeem_more_in_the_rounds_still_to_come()
    {
        var branching = await CampaignBranching.RunAsync(
            ScenarioReader.Check(ScenarioReader.Read("mechanism-refunds"), "campaign.packets[0].count=500"),
            new LocalDateTime(2022, 9, 3, 12, 0),
            [BranchVariant.Parse("more:behaviour.occasions.perDay=8"), BranchVariant.Parse("none:behaviour.refunds.share=0"), BranchVariant.Parse("same:behaviour.refunds.share=0.05")],
            new ExperimentOptions { Runs = 8 },
            Cancellation);

        var refunds = branching.Branches.Select(branch => branch.Result.Metrics["refundedFen"].Estimate.Mean).ToArray();
        var redeemed = branching.Branches.Select(branch => branch.Result.Metrics["redeemedFen"].Estimate.Mean).ToArray();
        Assert.True(redeemed[1] > redeemed[0]);
        Assert.InRange(refunds[2], 1, refunds[0] - 1); // what was bought before is still taken back
        Assert.All(branching.Branches[3].Differences, row => Assert.Equal((0.0, 0.0), (row.Difference.Mean, row.Difference.Sd)));
    }

    [Fact]
    public void A_plain_campaign_may_begin_to_have_refunds()
    {
        var scenario = TinyScenarios.Lottery(120);
        var at = ShanghaiTime.At(new LocalDateTime(2020, 10, 15, 12, 0));
        var (trunk, trunkLog) = Run(new CampaignModel(scenario));
        var (variant, log) = Run(new CampaignModel(scenario).BranchedAt(at, ScenarioReader.Check(scenario, "behaviour.refunds={\"share\":1,\"meanDelayHours\":1}")));

        Assert.Equal(0, trunk.RefundedFen);
        Assert.True(variant.RefundedFen > 0);
        Assert.Equal(Past(trunkLog, at), Past(log, at));
    }

    [Theory]
    [InlineData("behaviour.basket.medianYuan=30")]
    [InlineData("behaviour.occasions.perDay=0.3")]
    [InlineData("behaviour.claim.lapseIntercept=-4")]
    [InlineData("behaviour.occasions.hourWeights[3]=40")]
    public void Both_programs_branch_alike(string setting)
    {
        var plain = TinyScenarios.Lottery(200);
        var general = plain with { Campaign = plain.Campaign with { Stacking = new(2, true) } };
        var at = ShanghaiTime.At(new LocalDateTime(2020, 10, 14, 9, 0));

        var (_, one) = Run(new CampaignModel(plain).BranchedAt(at, ScenarioReader.Check(plain, setting)));
        var (_, other) = Run(new CampaignModel(general).BranchedAt(at, ScenarioReader.Check(general, setting)));

        Assert.NotEmpty(one.Payments);
        Assert.Equal(Past(one, Instant.MaxValue), Past(other, Instant.MaxValue));
    }

    private static IEnumerable<string> Past(Log log, Instant until) =>
        log.Payments.Where(payment => payment.Time < until).Select(payment => (payment with { Sequence = 0 }).ToString()).Order();

    private static (RunOutcome Outcome, Log Log) Run(CampaignModel model)
    {
        var log = new Log();
        var outcome = new CampaignRun(model).Execute(RandomKey.FromSeed(1), log, cancellation: Cancellation);
        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        return (outcome, log);
    }

    private sealed class Log : IPaymentObserver
    {
        public List<PaymentRecord> Payments { get; } = [];

        public List<ClaimRecord> Claims { get; } = [];

        public void OnPayment(in PaymentRecord payment) => Payments.Add(payment);

        public void OnClaim(in ClaimRecord claim) => Claims.Add(claim);
    }
}
