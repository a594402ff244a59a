using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.UnitTests.Simulation;

public sealed class RegistrationTests
{
    private const string Name = "mechanism-registration";

    [Fact]
    public void Registrations_spread_as_awareness_does_few_at_first_then_most_and_then_the_last()
    {
        var byHour = Run(ScenarioReader.Read(Name)).RegistrationsByHour;

        Assert.Equal(96, byHour.Length); // four days, the last one to 24:00
        var days = byHour.Chunk(24).Select(day => day.Sum()).ToArray();
        Assert.True(days[0] < days[1] && days[1] > days[2] && days[2] > days[3], string.Join(", ", days));
        Assert.Equal(ScenarioReader.Read(Name).Campaign.Applicants, byHour.Sum());
    }

    [Theory]
    [InlineData(0.15, 2.5)]
    [InlineData(1, 0)]
    [InlineData(0.01, 4)]
    public void The_first_day_has_the_share_that_the_diffusion_of_Bass_gives_it(double p, double q)
    {
        var scenario = ScenarioReader.Read(Name);
        var outcome = Run(scenario with { Behaviour = scenario.Behaviour with { Registration = new(p, q) } });

        var share = Cumulative(1) / Cumulative(4);
        var expected = scenario.Campaign.Applicants * share;
        Assert.InRange(Metric.RegisteredFirst24h.ValueIn(outcome), expected - (5 * Math.Sqrt(expected * (1 - share))), expected + (5 * Math.Sqrt(expected * (1 - share))));
        Assert.Equal(outcome.RegistrationsByHour.Max(), Metric.RegistrationPeak.ValueIn(outcome));

        double Cumulative(double days) => (1 - Math.Exp(-(p + q) * days)) / (1 + (q / p * Math.Exp(-(p + q) * days)));
    }

    [Fact]
    public void Who_wins_and_what_they_do_does_not_depend_on_when_they_registered()
    {
        var with = ScenarioReader.Read(Name);
        var without = with with { Behaviour = with.Behaviour with { Registration = null } };

        var (one, other) = (Run(with), Run(without));

        Assert.Empty(other.RegistrationsByHour);
        Assert.False(Metric.RegistrationPeak.AppliesTo(without));
        Assert.Equal((one.Claimed, one.Payments, one.RedeemedFen, one.OwnMoneyFen), (other.Claimed, other.Payments, other.RedeemedFen, other.OwnMoneyFen));
    }

    private static RunOutcome Run(Scenario scenario) =>
        new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(1), cancellation: TestContext.Current.CancellationToken);
}
