using System.Text.RegularExpressions;

namespace DcepSim.ArchitectureTests.Pages;

/// <summary>The first page and those of rooms keep their word: a program quoted is the sample's, an output what the sample prints.</summary>
public partial class ReadmeTests
{
    private const int LinesMax = 150;
    private const int SampleLinesMax = 60;

    public static TheoryData<string> Printing => [.. Sample.All.Where(sample => File.Exists(Path.Combine(sample.Folder, "output.txt"))).Select(sample => sample.Name)];

    private static string Readme => File.ReadAllText(Repository.Path("README.md"));

    private static IEnumerable<string> Pages => Repository.Files("README.md", "src").Select(File.ReadAllText).Prepend(Readme);

    [Fact]
    public void The_first_page_stays_short()
    {
        Assert.InRange(File.ReadLines(Repository.Path("README.md")).Count(), 1, LinesMax);
    }

    [Fact]
    public void A_sample_stays_small()
    {
        Assert.NotEmpty(Sample.All);
        Assert.All(Sample.All, sample => Assert.InRange(sample.Source.Split('\n').Length, 1, SampleLinesMax));
    }

    [Fact]
    public void A_quoted_sample_is_the_sample()
    {
        var quotes = Quotes("sample").ToList();
        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.Equal(quote.Sample.Source.TrimEnd(), quote.Text.TrimEnd()));
    }

    [Fact]
    public async Task A_quoted_output_is_what_the_sample_prints()
    {
        var quotes = Quotes("output").ToList();
        Assert.NotEmpty(quotes);
        foreach (var (sample, text) in quotes)
            Assert.Equal((await sample.Run()).TrimEnd(), text.TrimEnd());
    }

    /// <summary>What a sample prints stands beside it; where it says nothing of the machine, every run prints the same.</summary>
    [Theory]
    [MemberData(nameof(Printing))]
    public async Task A_sample_prints_what_stands_beside_it(string name)
    {
        var sample = Sample.All.Single(one => one.Name == name);
        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(sample.Folder, "output.txt"), TestContext.Current.CancellationToken)).TrimEnd(), (await sample.Run()).TrimEnd());
    }

    [Fact]
    public void Every_sample_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.Path("DcepSim.sln"));
        Assert.All(Sample.All, sample => Assert.Contains($"samples\\{sample.Name}\\", solution, StringComparison.Ordinal));
    }

    private static IEnumerable<(Sample Sample, string Text)> Quotes(string kind) =>
        Pages.SelectMany(page => Quote().Matches(page)).Where(match => match.Groups["kind"].Value == kind)
            .Select(match => (Sample.All.Single(sample => sample.Name == match.Groups["name"].Value), match.Groups["text"].Value));

    /// <summary>A comment readers do not see says what the next block quotes: <c>&lt;!-- sample: 01-first-campaign --&gt;</c>.</summary>
    [GeneratedRegex("<!-- (?<kind>sample|output): (?<name>[\\w-]+) -->\n```\\w*\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Quote();
}
