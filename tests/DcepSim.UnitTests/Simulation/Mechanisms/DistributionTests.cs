using DcepSim.Campaigns;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.UnitTests.Simulation.Mechanisms;

public sealed class DistributionTests
{
    [Fact]
    public void In_a_grab_the_first_comers_get_the_packets_and_the_others_are_counted_as_too_late()
    {
        var grab = Grab(MechanismFixture.Busy(500), meanSeconds: 60);

        var (outcome, _, claims) = grab.Run();

        Assert.Equal(500, outcome.Claimed);
        Assert.Equal(grab.Campaign.Applicants - 500, outcome.RefusedClaims);
        Assert.Equal(claims.OrderBy(claim => claim.Time).Select(claim => claim.Entrant), claims.Select(claim => claim.Entrant));
        // A quarter of the applicants have come when the last packet goes: 60 s times ln(4 / 3).
        Assert.InRange(SecondsUntil(grab, claims[^1].Time), 15, 20);
    }

    [Fact]
    public void A_grab_of_many_applicants_is_over_in_seconds()
    {
        var burst = MechanismFixture.Busy(20_000);
        burst = Grab(burst with { Campaign = burst.Campaign with { Applicants = 400_000 } }, meanSeconds: 60);

        var (outcome, _, claims) = burst.Run();

        Assert.Equal((20_000L, 380_000L), (outcome.Claimed, outcome.RefusedClaims));
        var seconds = SecondsUntil(burst, claims[^1].Time);
        Assert.True(20_000 / seconds > 5_000, $"Packets lasted {seconds} s.");
    }

    [Fact]
    public void Everyone_gets_a_packet_where_it_is_for_everyone()
    {
        var all = MechanismFixture.Busy(200);
        all = all with { Campaign = all.Campaign with { Applicants = 200, Distribution = new(DistributionMethod.Everyone, 60, UnfilledPlaces.ReturnToFunder) } };

        Assert.Equal((200L, 200L), (all.Run().Outcome.Winners, all.Run().Outcome.Applicants));
    }

    [Fact]
    public void Packets_of_random_amounts_sum_to_face_times_number()
    {
        var random = MechanismFixture.Busy().With(new PacketScenario(Amount.FromYuan(10), 300) { Amounts = PacketAmounts.Random });
        random = Grab(random, meanSeconds: 10); // everybody who wins claims

        var claims = random.Run().Claims;

        Assert.Equal(300_000L, claims.Sum(claim => claim.Face.Fen));
        Assert.True(claims.Select(claim => claim.Face).Distinct().Count() > 200);
    }

    [Fact]
    public void Places_reserved_for_a_stratum_go_to_its_applicants_and_its_face_may_differ()
    {
        var quotas = Strata(UnfilledPlaces.ReturnToFunder, visitorShare: 0.25);

        var (outcome, _, claims) = quotas.Run();

        Assert.Equal(150, outcome.Winners);
        Assert.InRange(claims.Count(claim => claim.Face == Amount.FromYuan(50)), 30, 50);
        Assert.InRange(claims.Count(claim => claim.Face == Amount.FromYuan(200)), 70, 100);
    }

    [Theory] // ten visitors for fifty places: what is left over stays with the funder, or is offered to all
    [InlineData(UnfilledPlaces.ReturnToFunder, 100, 125)]
    [InlineData(UnfilledPlaces.OfferToEveryone, 150, 150)]
    public void Places_that_a_stratum_cannot_fill_follow_the_stated_rule(UnfilledPlaces rule, int least, int most) =>
        Assert.InRange(Strata(rule, visitorShare: 10.0 / 1_200).Run().Outcome.Winners, least, most);

    private static Scenario Grab(Scenario scenario, double meanSeconds) =>
        scenario with { Campaign = scenario.Campaign with { Distribution = new(DistributionMethod.Grab, meanSeconds, UnfilledPlaces.ReturnToFunder) } };

    private static Scenario Strata(UnfilledPlaces rule, double visitorShare)
    {
        var scenario = MechanismFixture.Busy().With(
            new PacketScenario(Amount.FromYuan(200), 100) { Stratum = "residents" }, new PacketScenario(Amount.FromYuan(50), 50) { Stratum = "visitors" });
        return scenario with
        {
            Campaign = scenario.Campaign with
            {
                Strata = [new("residents", 0.5), new("visitors", visitorShare)],
                Distribution = DistributionScenario.Lottery with { UnfilledPlaces = rule },
            },
        };
    }

    private static double SecondsUntil(Scenario scenario, Instant time) => (time - ShanghaiTime.At(scenario.Campaign.ClaimOpens)).TotalSeconds;
}
