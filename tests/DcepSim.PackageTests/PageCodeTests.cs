using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace DcepSim.PackageTests;

/// <summary>
/// Every C# example of every room's page compiles against the packages, as a reader would try it. What an example takes
/// as given stands before it in a comment that readers do not see: <c>&lt;!-- given: IClock clock --&gt;</c>.
/// </summary>
[Trait("lane", "package")]
[Collection(PackageCollection.Name)]
public partial class PageCodeTests(PackageFolder packages)
{
    [Fact]
    public async Task Every_example_on_a_page_compiles_as_it_stands()
    {
        var libraries = PackageFolder.ProjectNames.Where(name => name != "DcepSim.Cli").ToList();
        var folder = packages.NewProject("pages", libraries, exe: false);
        await File.WriteAllTextAsync(Path.Combine(folder, "GlobalUsings.cs"), string.Concat(libraries.SelectMany(NamespacesOf).Concat(["NodaTime", "NodaTime.HighPerformance"]).Distinct().Select(name => $"global using {name};\n")), TestContext.Current.CancellationToken);

        var examples = PackageFolder.Pages.SelectMany(page => Examples(page, PackageFolder.Source(page))).ToList();
        Assert.True(examples.Count >= 8, $"Only {examples.Count} examples were found.");
        foreach (var (name, code) in examples)
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".cs"), code, TestContext.Current.CancellationToken);

        await packages.Dotnet(folder, "build", "-c", "Release");
    }

    private static IEnumerable<(string Name, string Code)> Examples(string page, string text)
    {
        var number = 0;
        foreach (Match match in Example().Matches(text))
        {
            var name = $"{Path.GetDirectoryName(page)!.Replace('/', '_').Replace('.', '_').Replace('-', '_')}_{++number}";
            var lines = match.Groups["code"].Value.Split('\n');
            var usings = string.Join('\n', lines.Where(line => UsingDirective().IsMatch(line)));
            var body = string.Join('\n', lines.Select(line => UsingDirective().IsMatch(line) ? "" : line));
            yield return (name, new StringBuilder()
                .AppendLine(usings)
                .Append("internal static class Page_").AppendLine(name)
                .Append("{ public static async Task Example(").Append(match.Groups["given"].Value).AppendLine(")")
                .AppendLine("{")
                .Append("#line 1 \"").Append(page).AppendLine("\"")
                .AppendLine(body)
                .AppendLine("await Task.CompletedTask; } }").ToString());
        }
    }

    /// <summary>Read from the package's metadata: this project references none of the rooms.</summary>
    private List<string> NamespacesOf(string library)
    {
        using var archive = ZipFile.OpenRead(packages.PackageOf(library));
        using var copy = new MemoryStream();
        using (var entry = archive.GetEntry($"lib/net10.0/{library}.dll")!.Open())
            entry.CopyTo(copy);
        copy.Position = 0;
        using var image = new PEReader(copy);
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Select(type => metadata.GetString(type.Namespace)).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"(?:<!-- given: (?<given>[^\n]*?) -->\n+)?```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^using [\w.]+;\s*$")]
    private static partial Regex UsingDirective();
}
