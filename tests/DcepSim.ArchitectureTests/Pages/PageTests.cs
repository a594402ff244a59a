using System.Text.RegularExpressions;

namespace DcepSim.ArchitectureTests.Pages;

/// <summary>Pages live in the room they describe, lead somewhere, and belong to the project alone.</summary>
public partial class PageTests
{
    public static TheoryData<string> RoomNames => [.. Repository.RoomNames];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Every_room_has_a_page_of_its_own(string room)
    {
        var page = Repository.Path("src", room, "README.md");
        Assert.True(File.Exists(page), $"src/{room}/README.md is missing; it is the package's page too.");
        Assert.StartsWith($"# {room}", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        var broken = Repository.Files("*.md").SelectMany(page => Link().Matches(WithoutCode(File.ReadAllText(page)))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)))
            .Select(target => $"{Repository.Relative(page)} -> {target}"));
        Assert.Empty(broken);
    }

    [Fact]
    public void Decisions_are_numbered_without_a_gap_and_hold_their_four_parts()
    {
        var pages = DecisionPages();
        Assert.Equal(Enumerable.Range(1, pages.Count).Select(number => $"{number:0000}"), pages.Select(page => Path.GetFileName(page)[..4]));
        foreach (var page in pages)
        {
            var text = File.ReadAllText(page);
            Assert.All(["## Question", "## Choice", "## Price", "## What would change our mind"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_index_of_decisions_has_a_line_for_each_by_its_title_in_order()
    {
        var titles = DecisionPages().Select(page => $"[{File.ReadLines(page).First()["# ".Length..]}]({Path.GetFileName(page)})");
        var lines = File.ReadLines(Repository.Path("src", "decisions", "README.md")).Where(line => line.StartsWith("| [", StringComparison.Ordinal));
        Assert.Equal(titles, lines.Select(line => line.Split(" | ")[0]["| ".Length..]));
    }

    /// <summary>A clone must read the same on any desk: no path of the machine a line was written on.</summary>
    [Fact]
    public void No_file_speaks_of_the_desk_it_was_written_on()
    {
        string[] desk = [@"(?<![\w.])/wo" + "rk/", @"(?<![\w.])/ro" + "ot/", @"(?<![\w.])/ho" + @"me/\w", @"C:\\Us" + "ers", "sha" + "red/(facts|design|style|model)", @"\bwork" + @"tree\b"];
        var pattern = new Regex(string.Join('|', desk), RegexOptions.IgnoreCase);
        string[] text = [".cs", ".md", ".json", ".yaml", ".yml", ".csproj", ".props", ".targets", ".txt", ".sh", ".editorconfig", ".gitignore", ""];
        var faults = Repository.Files("*").Where(file => text.Contains(Path.GetExtension(file)) && Path.GetFileName(file) != ".git")
            .SelectMany(file => File.ReadLines(file).Where(line => pattern.IsMatch(line)).Select(line => $"{Repository.Relative(file)}: {line.Trim()}"));
        Assert.Empty(faults);
    }

    private static List<string> DecisionPages() => [.. Repository.Files("????-*.md", "src", "decisions")];

    private static string WithoutCode(string markdown) => Code().Replace(markdown, "");

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
