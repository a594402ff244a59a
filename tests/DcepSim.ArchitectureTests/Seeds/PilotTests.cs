using System.Text.Json;

namespace DcepSim.ArchitectureTests.Seeds;

/// <summary>The published figures: each with a mark and a source that is listed, and at one with each other.</summary>
public sealed class PilotTests : IDisposable
{
    private readonly JsonDocument _file = JsonDocument.Parse(File.ReadAllText(Repository.Path("seeds", "pilots", "pilots.json")));

    private JsonElement Root => _file.RootElement;

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Every_figure_has_a_mark_and_every_found_one_a_listed_source()
    {
        var marks = Root.GetProperty("marks").EnumerateObject().Select(mark => mark.Name).ToHashSet();
        var sources = Root.GetProperty("sources").EnumerateObject().Select(source => source.Name).ToHashSet();
        var figures = Figures(Root).ToList();
        Assert.True(figures.Count > 150);
        foreach (var (path, figure) in figures)
        {
            var mark = figure.GetProperty("mark").GetString()!;
            Assert.True(marks.Contains(mark), $"{path}: mark {mark} is not explained.");
            Assert.True(figure.GetProperty("value").ValueKind == JsonValueKind.Null == (mark == "not found"), $"{path}: null and 'not found' go together.");
            if (mark == "not found")
                continue;
            var cited = figure.GetProperty("sources").EnumerateArray().Select(source => source.GetString()!).ToList();
            Assert.True(cited.Count > 0 && cited.All(sources.Contains), $"{path}: cites {string.Join(", ", cited)}.");
        }
    }

    [Fact]
    public void Every_source_has_a_title()
    {
        Assert.All(Root.GetProperty("sources").EnumerateObject(), source => Assert.False(string.IsNullOrWhiteSpace(source.Value.GetProperty("title").GetString()), source.Name));
    }

    [Fact]
    public void Packets_add_up_to_the_budget()
    {
        foreach (var pilot in Root.GetProperty("pilots").EnumerateArray())
        {
            var facts = pilot.GetProperty("facts");
            var packets = facts.GetProperty("packets").GetProperty("value").EnumerateArray().Sum(packet => packet.GetProperty("faceYuan").GetInt64() * packet.GetProperty("count").GetInt64());
            Assert.Equal(Number(facts, "budgetYuan"), packets);
        }
    }

    [Fact]
    public void Derived_figures_follow_from_the_published_ones()
    {
        var luohu = Facts("shenzhen-luohu-2020-10");
        Assert.Equal(2.61m, Round(100m * 50_000 / Number(luohu, "applicants")));
        Assert.Equal(95.15m, Round(100m * Number(luohu, "claimed") / 50_000));
        Assert.Equal(1.32m, Round((decimal)Number(luohu, "transactions") / Number(luohu, "claimed")));
        Assert.Equal(139.6m, decimal.Round((decimal)Number(luohu, "redeemedYuan") / Number(luohu, "transactions"), 1));

        var suzhou = Facts("suzhou-double12-2020-12");
        Assert.Equal(Number(suzhou, "redeemedYuan"), Number(suzhou, "inStoreYuan") + Number(suzhou, "onlineYuan"));
        Assert.Equal(98.16m, Round(100m * Number(suzhou, "redeemedYuan") / (200 * Number(suzhou, "claimed"))));
    }

    [Fact]
    public void The_luohu_scenario_holds_the_published_figures()
    {
        var luohu = Facts("shenzhen-luohu-2020-10");
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.Path("seeds", "scenarios", "shenzhen-luohu-2020.json")));
        var published = file.RootElement.GetProperty("published");
        long Figure(string name) => published.GetProperty(name).GetProperty("value").GetInt64();
        Assert.Equal(Number(luohu, "applicants"), Figure("applicants"));
        Assert.Equal(Number(luohu, "claimed"), Figure("claimed"));
        Assert.Equal(Number(luohu, "transactions"), Figure("payments"));
        Assert.Equal(100 * Number(luohu, "redeemedYuan"), Figure("redeemedFen"));
        Assert.Equal(100 * Number(luohu, "ownMoneyYuan"), Figure("ownMoneyFen"));
        Assert.Equal(Number(luohu, "merchants"), file.RootElement.GetProperty("merchants").GetProperty("count").GetInt64());
    }

    private static decimal Round(decimal value) => decimal.Round(value, 2);

    private static long Number(JsonElement facts, string name) => facts.GetProperty(name).GetProperty("value").GetInt64();

    private JsonElement Facts(string id) => Root.GetProperty("pilots").EnumerateArray().Single(pilot => pilot.GetProperty("id").GetString() == id).GetProperty("facts");

    private static IEnumerable<(string Path, JsonElement Figure)> Figures(JsonElement element, string path = "$") => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty("mark", out _) => [(path, element)],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(child => Figures(child.Value, $"{path}.{child.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((child, index) => Figures(child, $"{path}[{index}]")),
        _ => [],
    };
}
