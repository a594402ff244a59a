using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;

namespace DcepSim.UnitTests.Simulation.Mechanisms;

public sealed class BuiltInMechanismTests
{
    public static TheoryData<string> Names => [.. BuiltInScenarios.Names.Where(name => name.StartsWith("mechanism-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_mechanism_has_a_scenario_that_runs_with_clean_books_and_gives_its_figures_a_value(string name)
    {
        var scenario = ScenarioReader.Read(name);
        if (name == "mechanism-other-cities")
            scenario = ScenarioReader.Check(scenario, "campaign.packets[0].count=2000", "campaign.packets[1].count=1000", "campaign.applicants=12000");

        var result = await new CampaignExperiment(scenario, new ExperimentOptions { Runs = 1, Seed = 1 }).RunAsync(TestContext.Current.CancellationToken);

        var run = Assert.Single(result.Runs).Outcome;
        Assert.True(run.Audit.IsClean);
        Assert.True(run.Claimed > 0);
        Metric[] ofMechanisms = [Metric.RefusedClaims, Metric.LaterRoundClaims, Metric.RolledOver, Metric.Refunded, Metric.Discount, Metric.MerchantCoupons, Metric.SubWallets];
        Assert.All(ofMechanisms.Where(metric => metric.AppliesTo(scenario)), metric => Assert.True(metric.ValueIn(run) > 0, $"{metric} is 0."));
    }

    [Fact]
    public void The_grab_lasts_about_nine_seconds()
    {
        var scenario = ScenarioReader.Read("mechanism-grab");
        var claims = new LatestClaim();
        new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(1), claims, cancellation: TestContext.Current.CancellationToken);

        var seconds = (claims.Latest - DcepSim.Campaigns.ShanghaiTime.At(scenario.Campaign.ClaimOpens)).TotalSeconds;
        Assert.InRange(seconds, 8.5, 9.5);
    }

    private sealed class LatestClaim : IPaymentObserver
    {
        public NodaTime.Instant Latest { get; private set; }

        public void OnPayment(in PaymentRecord payment)
        {
        }

        public void OnClaim(in ClaimRecord claim) => Latest = claim.Time;
    }
}
