using System.Text.RegularExpressions;

namespace DcepSim.ArchitectureTests.Pages;

/// <summary>The page of mechanisms names fields, scenarios and tests that exist, and no mechanism's scenario is missing on it.</summary>
public sealed partial class MechanismPageTests
{
    private static readonly string[] Rows =
    [
        .. File.ReadLines(Repository.Path("src", "DcepSim.Simulation", "Mechanisms", "README.md"))
            .Where(line => line.StartsWith('|') && line.Contains(".json", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_scenario_of_a_mechanism_is_on_the_page()
    {
        var shown = Rows.SelectMany(row => ScenarioName().Matches(row).Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.Empty(Repository.Files("mechanism-*.json", "seeds", "scenarios").Select(file => Path.GetFileNameWithoutExtension(file)).Except(shown));
    }

    [Fact]
    public void Every_field_on_the_page_is_in_the_schema()
    {
        var schema = File.ReadAllText(Repository.Path("seeds", "schema", "scenario.schema.json"));
        var names = Rows.SelectMany(row => Quoted().Matches(row.Split('|')[2])).SelectMany(match => match.Groups[1].Value.Replace("[]", "").Split('.')).ToList();
        Assert.True(names.Count > 30);
        Assert.All(names, name => Assert.Contains($"\"{name}\":", schema, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_test_on_the_page_is_written()
    {
        var tests = string.Concat(Repository.Files("*.cs", "tests").Select(File.ReadAllText));
        var names = Rows.Select(row => Quoted().Match(row.Split('|')[4]).Groups[1].Value).ToList();
        Assert.True(names.Count > 20);
        Assert.All(names, name => Assert.Contains($" {name}(", tests, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\[([a-z0-9-]+)\]\([^)]*\.json\)")]
    private static partial Regex ScenarioName();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
