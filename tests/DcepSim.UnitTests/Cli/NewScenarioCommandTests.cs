using System.Text.Json;
using DcepSim.Cli;
using DcepSim.Scenarios;

namespace DcepSim.UnitTests.Cli;

public sealed class NewScenarioCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private string File => Path.Combine(_folder.Path, "mine.json");

    [Fact]
    public async Task A_new_scenario_is_a_valid_file_with_the_changes_and_the_schema_beside_it()
    {
        Assert.Equal(0, await New("mine", "--from", "mechanism-grab", "--set", "campaign.applicants=90000", "--out", File));

        var scenario = ScenarioReader.Read(File);
        Assert.Equal(("mine", 90_000), (scenario.Name, scenario.Campaign.Applicants));
        using var json = JsonDocument.Parse(await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
        var schema = Path.Combine(_folder.Path, json.RootElement.GetProperty("$schema").GetString()!);
        Assert.Equal(ScenarioSchema.Write(), await System.IO.File.ReadAllBytesAsync(schema, TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task Published_figures_stay_with_the_campaign_they_were_published_of()
    {
        Assert.Equal(0, await New("mine", "--from", "shenzhen-luohu-2020", "--out", File));
        Assert.Empty(ScenarioReader.Read(File).Published);
    }

    [Fact]
    public async Task It_does_not_bear_the_title_of_the_campaign_it_came_from()
    {
        Assert.Equal(0, await New("mine", "--from", "shenzhen-luohu-2020", "--set", "title.zh=我的", "--out", File));
        Assert.Equal(("mine (after shenzhen-luohu-2020)", "我的"), (ScenarioReader.Read(File).Title.En, ScenarioReader.Read(File).Title.Zh));
    }

    [Fact]
    public async Task A_name_of_ones_own_is_no_value_that_was_set()
    {
        Assert.Equal(0, await New("mine", "--from", "mechanism-grab", "--set", "title.en=Mine", "--set", "campaign.applicants=90000", "--out", File));
        Assert.Equal(["campaign.applicants"], ScenarioMarks.PathsSetByUser(ScenarioReader.Read(File)));
    }

    [Fact]
    public async Task A_file_that_is_there_is_never_written_over()
    {
        await System.IO.File.WriteAllTextAsync(File, "mine", TestContext.Current.CancellationToken);

        Assert.Equal(2, await New("mine", "--from", "mechanism-grab", "--out", File));

        Assert.Contains("there already", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Folders_above_it_are_made_but_none_in_the_place_of_a_file()
    {
        var below = Path.Combine(_folder.Path, "plans", "2021", "mine.json");
        Assert.Equal(0, await New("mine", "--from", "mechanism-grab", "--out", below));
        Assert.Equal("mine", ScenarioReader.Read(below).Name);

        Assert.Equal(2, await New("mine", "--from", "mechanism-grab", "--out", Path.Combine(below, "mine.json")));
        Assert.Equal($"dcepsim: '{below}' is a file; name another folder for the scenario.\n", _error.ToString());
    }

    [Theory]
    [InlineData("mechanism-grab", "mechanism-grab", "campaign.applicants=90000")] // the name of a built-in scenario
    [InlineData("Not a name", "mechanism-grab", "campaign.applicants=90000")]
    [InlineData("mine", "mechanism-gab", "campaign.applicants=90000")]
    [InlineData("mine", "mechanism-grab", "campaign.applicants=1")] // fewer applicants than packets
    public async Task What_would_be_no_scenario_is_refused_and_nothing_is_written(string name, string from, string setting)
    {
        Assert.Equal(2, await New(name, "--from", from, "--set", setting, "--out", File));

        Assert.NotEqual("", _error.ToString());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> New(params string[] args) => CommandLine.RunAsync(
        ["scenarios", "new", .. args],
        new Terminal(_output, _error, IsLive: false, ShowStackTraces: false, TimeProvider.System),
        cancellation: TestContext.Current.CancellationToken);
}
