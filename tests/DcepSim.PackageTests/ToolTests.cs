namespace DcepSim.PackageTests;

/// <summary>The command line, installed as a tool and published as an executable.</summary>
[Trait("lane", "package")]
[Collection(PackageCollection.Name)]
public class ToolTests(PackageFolder packages)
{
    [Fact]
    public async Task The_tool_installs_from_the_folder_and_answers()
    {
        var folder = packages.NewFolder("tool");
        await packages.Dotnet(folder, "tool", "install", "DcepSim.Cli", "--version", packages.Version, "--tool-path", Path.Combine(folder, "bin"), "--configfile", Path.Combine(folder, "..", "nuget.config"));
        Assert.Contains("shenzhen-luohu-2020", await packages.Run(Path.Combine(folder, "bin", "dcepsim"), folder, "scenarios", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_published_executable_bears_the_name_of_the_tool()
    {
        var folder = packages.NewFolder("published");
        await packages.Publish("src/DcepSim.Cli", folder);
        Assert.Contains("shenzhen-luohu-2020", await packages.Run(Path.Combine(folder, "dcepsim"), folder, "scenarios", "list"), StringComparison.Ordinal);
    }
}
