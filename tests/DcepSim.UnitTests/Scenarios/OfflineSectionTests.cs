using DcepSim.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Scenarios;

public sealed class OfflineSectionTests
{
    [Fact]
    public void A_section_on_purses_reads_back_as_it_was_written()
    {
        var scenario = TinyScenarios.Purses();
        var read = ScenarioReader.Check(scenario);

        Assert.Equal(scenario.Offline, read.Offline);
        Assert.Equal(ScenarioWriter.Write(read), ScenarioWriter.Write(ScenarioReader.Check(read)));
        Assert.Null(ScenarioReader.Check(TinyScenarios.Lottery()).Offline);
    }

    [Theory]
    [InlineData("offline.use.roundMinutes=25", "offline.use.roundMinutes")]
    [InlineData("offline.use.paymentsPerDay=30", "offline.use.paymentsPerDay")]
    [InlineData("offline.policy.mode=stagedOffline", "offline.policy.hopsMax")]
    [InlineData("offline.adversary.compromise=none", "offline.adversary.compromise")]
    [InlineData("offline.outage.everyHours=12", "offline.outage.everyHours")]
    [InlineData("offline.purses.people=0", "offline.purses.people")]
    [InlineData("offline.policy.payeeCapYuan=0", "offline.policy.payeeCapYuan")]
    public void What_does_not_fit_is_refused_at_its_path(string setting, string path)
    {
        var refused = Assert.Throws<ScenarioException>(() => ScenarioReader.Check(TinyScenarios.Purses(), setting));
        Assert.Equal(path, Assert.Single(refused.Faults).Path);
    }

    [Fact]
    public void A_setting_below_a_section_that_is_not_there_names_what_is_missing()
    {
        var refused = Assert.Throws<ScenarioException>(() => ScenarioReader.Check(TinyScenarios.Lottery(), "offline.purses.people=10"));
        Assert.Contains(refused.Faults, fault => fault.Path == "offline.policy");
        Assert.Contains(refused.Faults, fault => fault.Path == "offline.purses.merchants");
    }
}
