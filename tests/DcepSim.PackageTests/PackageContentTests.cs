using System.IO.Compression;

namespace DcepSim.PackageTests;

/// <summary>What lies in each package.</summary>
[Trait("lane", "package")]
[Collection(PackageCollection.Name)]
public class PackageContentTests(PackageFolder packages)
{
    public static TheoryData<string> Libraries => [.. PackageFolder.ProjectNames.Where(name => name != "DcepSim.Cli")];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_package_carries_code_documentation_page_and_symbols(string name)
    {
        using var archive = ZipFile.OpenRead(packages.PackageOf(name));
        var entries = archive.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains($"lib/net10.0/{name}.dll", entries);
        Assert.Contains($"lib/net10.0/{name}.xml", entries);
        Assert.Contains("README.md", entries);

        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(packages.PackageOf(name), ".snupkg"));
        Assert.Contains($"lib/net10.0/{name}.pdb", symbols.Entries.Select(entry => entry.FullName));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_package_says_what_it_is_and_where_it_comes_from(string name)
    {
        var metadata = packages.NuspecOf(name).Root!.Elements().Single();
        string Value(string element) => metadata.Elements().Single(child => child.Name.LocalName == element).Value;
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.True(Value("description").Length > 40);
        var repository = metadata.Elements().Single(child => child.Name.LocalName == "repository");
        Assert.Equal("git", (string?)repository.Attribute("type"));
    }

    [Fact]
    public void The_library_brings_the_workshops_along()
    {
        var dependencies = packages.NuspecOf("DcepSim").Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!).ToList();
        Assert.Superset(
            new HashSet<string> { "DcepSim.Primitives", "DcepSim.Ledger", "DcepSim.Wallets", "DcepSim.Campaigns", "DcepSim.Settlement", "DcepSim.Statistics", "DcepSim.Simulation" },
            dependencies.ToHashSet());
    }
}
