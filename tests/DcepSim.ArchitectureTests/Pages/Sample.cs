using System.Diagnostics;

namespace DcepSim.ArchitectureTests.Pages;

/// <summary>One program of the ladder in samples/ (their names begin with a number), built with the solution and run as a user would run it.</summary>
internal sealed record Sample(string Folder)
{
    public static IReadOnlyList<Sample> All { get; } =
        [.. Directory.GetDirectories(Repository.Path("samples")).Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Directory.GetFiles(folder, "*.csproj").Length == 1).Order(StringComparer.Ordinal).Select(folder => new Sample(folder))];

    public string Name => Path.GetFileName(Folder);

    public string Source => File.ReadAllText(Path.Combine(Folder, "Program.cs"));

    /// <summary>Runs the sample in the invariant culture; what it wrote, or why it failed.</summary>
    public async Task<string> Run()
    {
        var project = Path.GetFileNameWithoutExtension(Directory.GetFiles(Folder, "*.csproj").Single());
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, project + ".dll");
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        var scratch = Directory.CreateTempSubdirectory("dcepsim-sample-");
        start.Environment["TMPDIR"] = start.Environment["TMP"] = scratch.FullName; // what a sample leaves for its reader to look at goes with the test
        try
        {
            return await Output(start);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task<string> Output(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{Name} ended with {process.ExitCode}: {await error}");
        return (await output).ReplaceLineEndings("\n");
    }
}
