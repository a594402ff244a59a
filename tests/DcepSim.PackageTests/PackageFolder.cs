using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace DcepSim.PackageTests;

/// <summary>
/// All packages of the solution, packed once into a temporary folder outside the repository, and what a consumer needs
/// to use them from there: a nuget.config with two sources (this folder and the machine's ordinary registry) and an empty cache.
/// </summary>
public sealed class PackageFolder : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("dcepsim-packages-").FullName;

    /// <summary>Where the packages lie.</summary>
    public string Packages => Path.Combine(_root, "packages");

    /// <summary>Names of the projects in src/ that are to be packages; the web room ships inside the tool.</summary>
    public static IReadOnlyList<string> ProjectNames { get; } =
        [.. Directory.GetFiles(Path.Combine(FindRepository(), "src"), "*.csproj", SearchOption.AllDirectories).Where(project => !File.ReadAllText(project).Contains("<IsPackable>false<", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];

    /// <summary>The pages of the rooms and of the whole, by path.</summary>
    public static IReadOnlyList<string> Pages { get; } =
        [.. ProjectNames.Select(name => $"src/{name}/README.md").Append("README.md").Where(page => File.Exists(Path.Combine(FindRepository(), page)))];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Dotnet(FindRepository(), "pack", "DcepSim.sln", "-c", Configuration, "--no-build", "-o", Packages);
        await File.WriteAllTextAsync(Path.Combine(_root, "nuget.config"), await ConfigurationOfSources(Packages));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The content of one file of the repository.</summary>
    public static string Source(string path) => File.ReadAllText(Path.Combine(FindRepository(), path));

    /// <summary>A new folder beside the packages, outside the repository.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    /// <summary>A new project outside the repository that references packages only.</summary>
    public string NewProject(string name, IEnumerable<string> references, bool exe)
    {
        var folder = NewFolder(name);
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{(exe ? "Exe" : "Library")}</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NoWarn>$(NoWarn);CS0219</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references.Select(reference => $"<PackageReference Include=\"{reference}\" Version=\"{Version}\" />"))}
              </ItemGroup>
            </Project>
            """);
        return folder;
    }

    /// <summary>The nupkg of a project.</summary>
    public string PackageOf(string project) =>
        Assert.Single(Directory.GetFiles(Packages, $"{project}.*.nupkg"), file => char.IsAsciiDigit(Path.GetFileName(file)[project.Length + 1]));

    /// <summary>The version all packages bear.</summary>
    public string Version => Path.GetFileNameWithoutExtension(PackageOf("DcepSim"))["DcepSim.".Length..];

    /// <summary>The nuspec inside a package.</summary>
    public XDocument NuspecOf(string project)
    {
        using var archive = ZipFile.OpenRead(PackageOf(project));
        using var stream = archive.GetEntry($"{project}.nuspec")!.Open();
        return XDocument.Load(stream);
    }

    /// <summary>The command line, installed as a tool from the folder when it is first asked for: where its program lies.</summary>
    public async Task<string> InstalledTool()
    {
        var tool = NewFolder("tool");
        return File.Exists(ProgramIn(tool)) ? ProgramIn(tool) : await Install(Packages, tool);
    }

    /// <summary>The compiler that packing code compiled beforehand needs; whoever has packed so once has it.</summary>
    public static string CompilerBeforehand { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        $"microsoft.netcore.app.crossgen2.{RuntimeInformation.RuntimeIdentifier}",
        Environment.Version.ToString());

    /// <summary>The command line packed for this kind of machine with code compiled beforehand, and installed: where its program lies.</summary>
    public async Task<string> InstalledPrecompiledTool()
    {
        var tool = NewFolder("precompiled-tool");
        var packages = Path.Combine(tool, "packages");
        await Dotnet(FindRepository(), "pack", "src/DcepSim.Cli", "-c", Configuration, "-p:Precompiled=true", $"-p:KindsOfMachine={RuntimeInformation.RuntimeIdentifier}", "-o", packages);
        return await Install(packages, tool);
    }

    /// <summary>Publishes a project of the repository, already built, into a folder.</summary>
    public async Task Publish(string project, string folder) =>
        await Dotnet(FindRepository(), "publish", project, "-c", Configuration, "--no-build", "-o", folder);

    /// <summary>Runs the dotnet command in a folder with caches of its own; fails with all it said when it fails.</summary>
    public async Task<string> Dotnet(string folder, params string[] arguments) => await Run("dotnet", folder, arguments);

    /// <summary>Runs a program in a folder with caches of its own; fails with all it said when it fails.</summary>
    public async Task<string> Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        if (folder != FindRepository())
        {
            start.Environment["NUGET_PACKAGES"] = Path.Combine(_root, "cache");
            start.Environment["NUGET_HTTP_CACHE_PATH"] = Path.Combine(_root, "http-cache");
            start.Environment["DOTNET_CLI_HOME"] = Path.Combine(_root, "home");
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment.Remove("MSBuildSDKsPath");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var text = await output;
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}\n{await error}");
        return text;
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private async Task<string> Install(string packages, string folder)
    {
        var sources = Path.Combine(folder, "nuget.config");
        await File.WriteAllTextAsync(sources, await ConfigurationOfSources(packages));
        await Dotnet(folder, "tool", "install", "DcepSim.Cli", "--version", Version, "--tool-path", Path.Combine(folder, "bin"), "--configfile", sources);
        return ProgramIn(folder);
    }

    private static string ProgramIn(string tool) => Path.Combine(tool, "bin", "dcepsim");

    /// <summary>Our packages come from a folder, all others from where this machine gets them; nothing else is asked.</summary>
    private async Task<string> ConfigurationOfSources(string house)
    {
        var listed = await Dotnet(FindRepository(), "nuget", "list", "source", "--format", "short");
        var registries = listed.Split('\n').Where(line => line.StartsWith("E ", StringComparison.Ordinal)).Select(line => line[2..].Trim()).ToList();
        return new XDocument(new XElement(
            "configuration",
            new XElement("packageSources", [new XElement("clear"), Source("house", house), .. registries.Select((registry, index) => Source($"registry{index}", registry))]),
            new XElement("fallbackPackageFolders", new XElement("clear")),
            new XElement("packageSourceMapping", [Mapping("house", "DcepSim*"), .. registries.Select((_, index) => Mapping($"registry{index}", "*"))]))).ToString();

        static XElement Source(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
        static XElement Mapping(string key, string pattern) => new("packageSource", new XAttribute("key", key), new XElement("package", new XAttribute("pattern", pattern)));
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DcepSim.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No DcepSim.sln above {AppContext.BaseDirectory}.");
    }
}
