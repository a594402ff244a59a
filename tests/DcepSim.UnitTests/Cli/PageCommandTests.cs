using System.Globalization;
using System.Text.RegularExpressions;
using DcepSim.Cli;
using DcepSim.Experiments;

namespace DcepSim.UnitTests.Cli;

/// <summary>Every command that a page or a help text shows is accepted as it stands: it comes as far as its first run, where it is stopped.</summary>
public sealed partial class PageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_command_of_a_page_or_a_help_text_comes_as_far_as_its_first_run()
    {
        var pages = Directory.GetFiles(RepositoryRoot.Path, "*.md", SearchOption.AllDirectories)
            .Where(page => !Path.GetRelativePath(RepositoryRoot.Path, page).StartsWith('.'))
            .SelectMany(page => Commands(File.ReadAllText(page))).ToList();
        var helps = await OfHelpTexts();
        Assert.InRange(pages.Count, 40, 1_000);
        Assert.InRange(helps.Count, 60, 1_000);
        await AcceptAll(pages.Concat(helps).Distinct());
    }

    private static async Task<List<string>> OfHelpTexts()
    {
        var shown = new List<string>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        string[] groups = ["", "scenarios", "draw", "offline", "bench", "journal"];
        foreach (var group in groups)
        {
            var (_, verbs, _) = await Run([$"[suggest:{$"dcepsim {group} ".Length}]", $"dcepsim {group} "], stop);
            foreach (var verb in verbs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsAsciiLetter(word[0])).Prepend(""))
            {
                var (_, help, _) = await Run([.. $"{group} {verb} --help".Split(' ', StringSplitOptions.RemoveEmptyEntries)], stop);
                shown.AddRange(Commands(help));
            }
        }

        return shown;
    }

    private async Task AcceptAll(IEnumerable<string> shown)
    {
        var refused = new List<string>();
        foreach (var line in shown.Where(CanBeTried))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            if (!line.Contains("scenarios", StringComparison.Ordinal) && NeedsNoBook().IsMatch(line))
                await stop.CancelAsync();
            var (exit, _, error) = await Run(Words(line), stop);
            if (exit is not (0 or 130))
                refused.Add($"{line}: {exit} {error}");
        }

        Assert.True(refused.Count == 0, string.Join('\n', refused));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Except(["people.txt", "plan.json", "made", "again"]));
    }

    // What stands for something that only the reader has, or is for a shell, is no command to try.
    private static bool CanBeTried(string line) => !Placeholder().IsMatch(line);

    private List<string> Words(string line)
    {
        var words = Word().Matches(line.Split(" > ")[0]).Skip(1).Select(word => word.Value.Replace("\"", "", StringComparison.Ordinal)).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is "people.txt" or "draw/entrants.txt" or "committed/entrants.txt")
                words[i] = Made("people.txt", string.Join('\n', Enumerable.Range(1_000, 200)));
            else if (words[i] == "small-pilot.json" || words[i].Contains(",small-pilot.json", StringComparison.Ordinal))
                words[i] = Path.Combine(RepositoryRoot.Path, "samples", "studies", "small-pilot.json");
            else if (words[i].EndsWith(".json", StringComparison.Ordinal) && words[i - 1] != "--out")
                words[i] = Made("plan.json", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "seeds", "scenarios", "shenzhen-luohu-2020.json")).Replace("\"shenzhen-luohu-2020\"", "\"plan\"", StringComparison.Ordinal));
            else if (words[i] is "--dir" or "--out")
                words[i + 1] = Path.Combine(_folder.Path, "made", $"{Guid.NewGuid():N}.json");
        }

        if (words is ["scenarios", "new", ..] && !words.Contains("--out"))
            words.AddRange(["--out", Path.Combine(_folder.Path, "made", $"{Guid.NewGuid():N}.json")]);
        if (words[0] is not ("scenarios" or "serve" or "completion" or "bench" or "draw") && !words.Contains("--out"))
            words.AddRange(["--out", Path.Combine(_folder.Path, "made", $"{Guid.NewGuid():N}")]);
        return words;
    }

    private string Made(string name, string content)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static async Task<(int Exit, string Output, string Error)> Run(IReadOnlyList<string> words, CancellationTokenSource stop)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StoppingWriter(stop);
        var exit = await CommandLine.RunAsync(words, new Terminal(output, error, IsLive: false, ShowStackTraces: false, TimeProvider.System), Stopping(stop), stop.Token);
        return (exit, output.ToString(), error.ToString());
    }

    // Most are stopped at the first book that they open; those that open their own, at the first run that they tell of.
    private static ExperimentOptions Stopping(CancellationTokenSource stop) => new()
    {
        OpenSettlement = (_, _) =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        },
    };

    private static IEnumerable<string> Commands(string text) => Command().Matches(text).Select(found => Break().Replace(found.Value.Trim().TrimStart('$', ' '), " "));

    // A command goes on where a line ends in a backslash, or where the next one is indented by more.
    [GeneratedRegex(@"^ *(\$ )?dcepsim [a-z][^\n#\\]*(\\\n[^\n\\]*|\n {6,}[^\n\\]*)*", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\s*\\?\s*\n\s*")]
    private static partial Regex Break();

    [GeneratedRegex("(\"[^\"]*\"|[^\\s\"])+")]
    private static partial Regex Word();

    [GeneratedRegex("[<…]|\\[[a-z]+\\]|results|DIR|journal|reproduce|completion|NAME|draw verify|/mnt/")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^dcepsim (draw|bench|serve)")]
    private static partial Regex NeedsNoBook();

    /// <summary>Takes what is told of progress; at the first run it stops the command.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith("run 1 of ", StringComparison.Ordinal) == true)
                stop.Cancel();
        }
    }
}
