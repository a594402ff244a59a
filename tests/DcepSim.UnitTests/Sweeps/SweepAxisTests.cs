using DcepSim.Scenarios;
using DcepSim.Sweeps;

namespace DcepSim.UnitTests.Sweeps;

public sealed class SweepAxisTests
{
    [Theory]
    [InlineData("merchants.count=1000,3389", "1000|3389")]
    [InlineData("campaign.drawAt=2020-10-11T20:00, 2020-10-11T21:00", "2020-10-11T20:00|2020-10-11T21:00")]
    [InlineData("wallets.tierShares=[0,0,0.5,0.5],[0,0,1,0]", "[0,0,0.5,0.5]|[0,0,1,0]")]
    [InlineData("title.en=\"a, b\",c", "\"a, b\"|c")]
    public void Values_are_parted_by_commas_outside_brackets_and_quotes(string text, string values) =>
        Assert.Equal(values.Split('|'), SweepAxis.Parse(text).Values);

    [Theory]
    [InlineData(0, "10")]
    [InlineData(0.0909, "10")]
    [InlineData(0.0910, "11")]
    [InlineData(1, "20")]
    public void A_range_of_whole_numbers_gives_each_the_same_part(double place, string value) =>
        Assert.Equal(value, SweepAxis.Parse("merchants.count=10..20").At(place));

    [Theory]
    [InlineData("behaviour.basket.sigma=0.5..1.5", 0.25, "0.75")]
    [InlineData("campaign.packets[0].faceYuan=100..101", 0.5, "100.5")]
    [InlineData("behaviour.claim.lapseIntercept=-2..-1", 0, "-2")]
    public void A_range_of_numbers_is_straight_and_amounts_are_whole_fen(string axis, double place, string value) =>
        Assert.Equal(value, SweepAxis.Parse(axis).At(place));

    [Theory]
    [InlineData("merchants.count")]
    [InlineData("merchants.count=")]
    [InlineData("=3")]
    [InlineData("merchants.count=9..3")]
    [InlineData("merchants.count=a..b")]
    [InlineData("campaign.drawAt=2020..2021")]
    [InlineData("merchants.number=1..2")]
    public void What_is_no_axis_is_refused(string text) => Assert.Throws<ScenarioException>(() => SweepAxis.Parse(text));

    [Fact]
    public void A_place_outside_a_range_is_misuse()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SweepAxis.Parse("merchants.count=1..2").At(1.1));
        Assert.Throws<InvalidOperationException>(() => SweepAxis.Parse("merchants.count=1,2").At(0.5));
    }
}
