using DcepSim.Branches;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Testing;
using NodaTime;

namespace DcepSim.UnitTests.Branches;

public class CampaignBranchingTests
{
    private static readonly LocalDateTime Midway = new(2020, 10, 15, 12, 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_variant_that_changes_nothing_has_the_same_future_too()
    {
        var branching = await Branch("same:behaviour.occasions.perDay=2");

        Assert.All(branching.Branches[1].Differences, row => Assert.Equal((0.0, 0.0), (row.Difference.Mean, row.Difference.Sd)));
    }

    [Theory]
    [InlineData("behaviour.occasions.perDay=6", true)]
    [InlineData("behaviour.occasions.perDay=0.2", false)]
    [InlineData("behaviour.claim.lapseIntercept=-4", true)]
    public async Task What_people_do_more_of_from_an_instant_on_moves_what_is_redeemed(string setting, bool isMore)
    {
        var branching = await Branch($"other:{setting}");

        var redeemed = branching.Branches[1].Differences.Single(row => row.Metric == Metric.Redeemed);
        Assert.True(redeemed.IsClear);
        Assert.Equal(isMore, redeemed.Difference.Mean > 0);
        Assert.Equal(5, branching.Pasts.Length);
        Assert.Equal(5, branching.Pasts.Distinct().Count());
    }

    [Fact]
    public void A_variant_has_the_very_payments_of_the_past_and_others_after_it()
    {
        var scenario = TinyScenarios.Lottery(120);
        var at = BranchRules.Zone.AtStrictly(Midway).ToInstant();
        var key = CampaignExperiment.KeyOf(1, 1);
        var (trunk, variant) = (new List(), new List());
        new CampaignRun(new CampaignModel(scenario)).Execute(key, trunk, cancellation: Cancellation);
        new CampaignRun(CampaignBranching.Model(scenario, BranchVariant.Parse("x:behaviour.basket.medianYuan=30;behaviour.occasions.hourWeights[3]=40"), at, null)).Execute(key, variant, cancellation: Cancellation);

        Assert.Contains(trunk.Payments, payment => payment.Time < at);
        Assert.Equal(Before(trunk), Before(variant));
        Assert.NotEqual(trunk.Payments.Where(payment => payment.Time >= at), variant.Payments.Where(payment => payment.Time >= at));

        IEnumerable<PaymentRecord> Before(List list) => list.Payments.Where(payment => payment.Time < at).Select(payment => payment with { Sequence = 0 });
    }

    [Theory]
    [InlineData("x:campaign.packets[0].faceYuan=100", "campaign.packets[0].faceYuan")]
    [InlineData("x:behaviour.extraSpending={}", "behaviour.extraSpending")]
    [InlineData("x:behaviour.occasions.perDay=3;merchants.count=60", "merchants.count")]
    public async Task A_variant_that_would_change_the_past_is_refused_by_its_field(string variant, string field)
    {
        var refused = await Assert.ThrowsAsync<ScenarioException>(() => Branch(variant));

        Assert.Equal(field, Assert.Single(refused.Faults).Path);
        Assert.Matches("would change the past|is what is believed of the whole campaign", refused.Message);
    }

    [Fact]
    public async Task Two_branches_of_one_name_are_refused_the_campaign_itself_among_them()
    {
        var trunk = TinyScenarios.Lottery(20);
        var (x, own) = (BranchVariant.Parse("x:behaviour.occasions.perDay=3"), BranchVariant.Parse($"{trunk.Name}:behaviour.occasions.perDay=3"));

        Assert.Equal("x", Assert.Single((await Assert.ThrowsAsync<ScenarioException>(() => CampaignBranching.RunAsync(trunk, Midway, [x, x], cancellation: Cancellation))).Faults).Path);
        Assert.Equal(trunk.Name, Assert.Single((await Assert.ThrowsAsync<ScenarioException>(() => CampaignBranching.RunAsync(trunk, Midway, [x, own], cancellation: Cancellation))).Faults).Path);
    }

    [Fact]
    public async Task An_instant_outside_the_campaign_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ScenarioException>(() => CampaignBranching.RunAsync(
            TinyScenarios.Lottery(20), new LocalDateTime(2021, 1, 1, 0, 0), [BranchVariant.Parse("x:behaviour.occasions.perDay=3")], cancellation: Cancellation));

        Assert.Equal("--at", Assert.Single(refused.Faults).Path);
    }

    [Theory]
    [InlineData("behaviour.occasions.perDay=3")]
    [InlineData("x:")]
    public void What_is_no_variant_is_refused(string text) => Assert.Throws<ScenarioException>(() => BranchVariant.Parse(text));

    private static Task<CampaignBranching> Branch(string variant) => CampaignBranching.RunAsync(
        TinyScenarios.Lottery(120), Midway, [BranchVariant.Parse(variant)], new ExperimentOptions { Runs = 12 }, Cancellation);

    private sealed class List : IPaymentObserver
    {
        public List<PaymentRecord> Payments { get; } = [];

        public void OnPayment(in PaymentRecord payment) => Payments.Add(payment);
    }
}
