using DcepSim.Scenarios;

namespace DcepSim.UnitTests.Scenarios;

public sealed class PackageRuleTests
{
    private const string Package = "mechanism-coupon-package";

    [Fact]
    public void Further_rows_of_a_package_take_their_count_from_the_first()
    {
        var campaign = ScenarioReader.Read(Package, "campaign.packets[0].count=5000").Campaign;

        Assert.Equal([5_000, 5_000, 5_000, 5_000, 2_000], campaign.Packets.Select(packet => packet.Count));
        Assert.Equal(7_000, campaign.Winners);
        Assert.Equal(Amount.FromYuan((5_000 * (20 + 40 + 50)) + (2_000 * 30)), campaign.Issued);
        Assert.DoesNotContain("\"count\":8000", System.Text.Encoding.UTF8.GetString(ScenarioWriter.Write(ScenarioReader.Read(Package))).Split("\"package\"")[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("campaign.packets[1].count=7", "campaign.packets[1].count", "7 is not that of campaign.packets[0], the first row of its package (8000)")]
    [InlineData("campaign.packets[1].package=autumn", "campaign.packets[1].count", "is missing")]
    [InlineData("campaign.applicants=9999", "campaign.packets", "are 10000, more than campaign.applicants (9999)")]
    [InlineData("campaign.budgetYuan=939999", "campaign.packets", "sum to 940000.00 yuan")]
    public void A_package_that_contradicts_itself_is_refused_by_its_field(string setting, string path, string message)
    {
        var fault = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Package, setting)).Faults);

        Assert.Equal(path, fault.Path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_made_in_code_with_two_counts_is_refused()
    {
        var scenario = ScenarioReader.Read(Package);
        var torn = scenario with { Campaign = scenario.Campaign with { Packets = scenario.Campaign.Packets.SetItem(1, scenario.Campaign.Packets[1] with { Count = 3 }) } };

        Assert.Equal("campaign.packets[1].count", Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Check(torn)).Faults).Path);
    }
}
