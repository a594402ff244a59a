using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

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

    [Fact]
    public async Task A_tool_compiled_beforehand_for_this_kind_of_machine_gives_the_same_bytes()
    {
        Assert.SkipUnless(Directory.Exists(PackageFolder.CompilerBeforehand), $"'dotnet pack src/DcepSim.Cli -c Release -p:Precompiled=true' fetches {PackageFolder.CompilerBeforehand}, and has not yet.");
        var precompiled = await packages.InstalledPrecompiledTool();
        Assert.True(IsCompiled(Code(precompiled, "DcepSim.Ledger.dll")));
        Assert.True(IsCompiled(Code(precompiled, "Radzen.Blazor.dll")));
        Assert.False(IsCompiled(Code(await packages.InstalledTool(), "DcepSim.Ledger.dll")));

        var expected = await Results(await packages.InstalledTool(), "portable");
        Assert.Contains("report.html", expected.Keys);
        Assert.Equal(expected, await Results(precompiled, "precompiled"));
    }

    private static string Code(string program, string name) =>
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(program)!, name, SearchOption.AllDirectories));

    private static bool IsCompiled(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        return image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    /// <summary>The hash of every results file but the manifest, which tells of the machine and the time.</summary>
    private async Task<Dictionary<string, string>> Results(string program, string name)
    {
        var folder = packages.NewFolder(name);
        await packages.Run(program, folder, "run", "shenzhen-luohu-2020", "--runs", "2", "--sqlite", "--out", "results");
        return Directory.GetFiles(Path.Combine(folder, "results")).Where(file => Path.GetFileName(file) != "manifest.json")
            .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
    }
}
