using DcepSim.Campaigns;
using NodaTime;

namespace DcepSim.UnitTests.Campaigns;

public class CampaignTermsTests
{
    private static readonly DrawTerms Packets = DrawTerms.OfEqualPackets(50_000, Amount.FromYuan(200));

    [Fact]
    public void The_budget_is_every_packet_at_its_face_value() => Assert.Equal(Amount.FromYuan(10_000_000), Luohu().Budget);

    [Theory]
    [InlineData("2020-10-08T23:59:59", CampaignPhase.Announced)]
    [InlineData("2020-10-09T00:00:00", CampaignPhase.Registration)]
    [InlineData("2020-10-11T17:59:59", CampaignPhase.Registration)]
    [InlineData("2020-10-11T18:00:00", CampaignPhase.AwaitingDraw)]
    [InlineData("2020-10-11T20:00:00", CampaignPhase.Drawn)]
    [InlineData("2020-10-12T17:59:59", CampaignPhase.Drawn)]
    [InlineData("2020-10-12T18:00:00", CampaignPhase.Spending)]
    [InlineData("2020-10-18T23:59:59", CampaignPhase.Spending)]
    [InlineData("2020-10-19T00:00:00", CampaignPhase.Ended)]
    public void The_Luohu_campaign_stands_where_its_published_times_say(string local, CampaignPhase phase)
    {
        var instant = ShanghaiTime.At(NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(local).Value);
        Assert.Equal(phase, Luohu().PhaseAt(instant));
    }

    [Fact]
    public void Claims_may_open_before_the_spend_window_as_in_Suzhou()
    {
        var terms = Luohu(claims: Period(At(12, 8), At(18, 24)));

        Assert.Equal(CampaignPhase.Claiming, terms.PhaseAt(At(12, 9)));
        Assert.True(terms.AcceptsClaimsAt(At(12, 9)));
        Assert.False(terms.AcceptsClaimsAt(At(12, 7)));
    }

    [Fact]
    public void An_end_at_24_00_is_the_first_instant_of_the_next_day() => Assert.Equal(At(19, 0), At(18, 24));

    [Fact]
    public void The_spend_window_lasts_150_hours() => Assert.Equal(Duration.FromHours(150), Luohu().Spending.Duration);

    [Fact]
    public void A_window_that_reaches_into_2026_is_refused_because_of_the_other_design()
    {
        var intoTheOtherDesign = Period(At(12, 18), ShanghaiTime.At(2026, 1, 1, 0, 1));

        var error = Assert.Throws<ArgumentException>(() => Luohu(spending: intoTheOtherDesign));

        Assert.Contains("2026-01-01T00:01:00", error.Message, StringComparison.Ordinal);
        Assert.Contains("banks pay interest", error.Message, StringComparison.Ordinal);
        Assert.Equal(CampaignPhase.Spending, Luohu(spending: Period(At(12, 18), DesignPeriod.End)).PhaseAt(At(25, 0)));
        Assert.False(DesignPeriod.Contains(DesignPeriod.End));
        Assert.True(DesignPeriod.Contains(DesignPeriod.End - Duration.Epsilon));
    }

    [Fact]
    public void All_faults_of_campaign_terms_are_told_together()
    {
        var error = Assert.Throws<ArgumentException>(() => new CampaignTerms(
            default, "", DrawTerms.OfPlaces(3), Period(At(9, 0), At(9, 0)), At(8, 0), Period(At(7, 0), At(20, 0)), Period(At(6, 0), At(18, 24))));

        foreach (var expected in new[] { "id:", "funder:", "draw.prizes[0].face: A packet", "registration: The period is empty", "drawTime:", "claims: Claims open", "claims: Claims close", "spending:" })
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_change_of_the_terms_changes_their_fingerprint()
    {
        CampaignTerms[] variants =
        [
            Luohu(),
            Luohu(claims: Period(At(12, 18), At(18, 23))),
            Luohu(spending: Period(At(12, 18), At(20, 0))),
            Luohu(draw: DrawTerms.OfEqualPackets(50_001, Amount.FromYuan(200))),
        ];

        Assert.Equal(variants.Length, variants.Select(terms => terms.Fingerprint()).Distinct().Count());
        Assert.Equal(Luohu().Fingerprint(), Luohu().Fingerprint());
    }

    private static CampaignTerms Luohu(Interval? claims = null, Interval? spending = null, DrawTerms? draw = null) => new(
        new("shenzhen-luohu-2020"),
        "Luohu District",
        draw ?? Packets,
        Period(At(9, 0), At(11, 18)),
        At(11, 20),
        claims ?? Period(At(12, 18), At(18, 24)),
        spending ?? Period(At(12, 18), At(18, 24)));

    private static Instant At(int day, int hour) => ShanghaiTime.At(2020, 10, day, hour);

    private static Interval Period(Instant from, Instant until) => new(from, until);
}
