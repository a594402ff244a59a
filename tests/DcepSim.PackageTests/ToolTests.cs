namespace DcepSim.PackageTests;

/// <summary>The command line, installed as a tool and published as an executable.</summary>
[Trait("lane", "package")]
[Collection(PackageCollection.Name)]
public class ToolTests(PackageFolder packages)
{
    [Fact]
    public async Task The_tool_installs_from_the_folder_and_answers()
    {
        Assert.Contains("shenzhen-luohu-2020", await packages.Run(await packages.InstalledTool(), packages.NewFolder("asking"), "scenarios", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_runs_Luohu_in_an_empty_folder_and_is_no_burden()
    {
        var empty = packages.NewFolder("empty");
        Assert.Contains("the books agree to the fen", await packages.Run(await packages.InstalledTool(), empty, "run", "shenzhen-luohu-2020", "--runs", "2", "--lang", "zh"), StringComparison.Ordinal);

        var results = Path.Combine(empty, "dcepsim-results", "shenzhen-luohu-2020-1");
        Assert.Contains("lang=\"zh-Hans\"", await File.ReadAllTextAsync(Path.Combine(results, "report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(packages.PackageOf("DcepSim.Cli")).Length, 1, 32 << 20);
    }

    [Fact]
    public async Task The_published_executable_bears_the_name_of_the_tool()
    {
        var folder = packages.NewFolder("published");
        await packages.Publish("src/DcepSim.Cli", folder);
        Assert.Contains("shenzhen-luohu-2020", await packages.Run(Path.Combine(folder, "dcepsim"), folder, "scenarios", "list"), StringComparison.Ordinal);
    }
}
