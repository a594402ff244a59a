using System.Globalization;
using System.Text.RegularExpressions;
using DcepSim.Cli;

namespace DcepSim.UnitTests.Cli;

/// <summary>The page of studies on a small pilot shows what its commands print. After a change run with DCEPSIM_APPROVE=1 and read the difference.</summary>
public sealed partial class StudyPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "samples", "studies");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_command_on_the_page_prints_what_stands_below_it()
    {
        var page = Path.Combine(Folder, "README.md");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        var blocks = Block().Matches(text);
        Assert.Equal(["calibrate", "predict", "optimise"], blocks.Select(block => Words(block)[0]));
        var made = text;
        foreach (var block in blocks.Reverse())
            made = made.Remove(block.Groups["output"].Index, block.Groups["output"].Length).Insert(block.Groups["output"].Index, await PrintedAsync(Words(block)));
        if (Environment.GetEnvironmentVariable("DCEPSIM_APPROVE") == "1" && Timeless(made) != Timeless(text))
            await File.WriteAllTextAsync(page, made, TestContext.Current.CancellationToken);
        Assert.Equal(Timeless(text), Timeless(made));
    }

    private static string[] Words(Match block) => block.Groups["command"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Timeless(string text) => Seconds().Replace(text, "some seconds on 1 thread");

    private async Task<string> PrintedAsync(string[] words)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var line = words.Select(word => word == "small-pilot.json" ? Path.Combine(Folder, word) : word);
        var exit = await CommandLine.RunAsync(
            [.. line, "--no-report", "--out", Path.Combine(_folder.Path, words[0])],
            new Terminal(output, error, IsLive: false, ShowStackTraces: false, TimeProvider.System),
            cancellation: TestContext.Current.CancellationToken);
        Assert.True(exit == 0, error.ToString());
        return output.ToString().Split("Results: ")[0];
    }

    [GeneratedRegex("```\n\\$ dcepsim (?<command>[^\n]*\n(?:      [^\n]*\n)*)(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"[\d.]+ s on 1 thread")]
    private static partial Regex Seconds();
}
