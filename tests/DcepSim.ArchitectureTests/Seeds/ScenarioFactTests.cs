using System.Text.Json;
using System.Text.RegularExpressions;

namespace DcepSim.ArchitectureTests.Seeds;

/// <summary>Scenario and pilot record of one campaign tell the same facts, and no scenario cites a source nobody can look up.</summary>
public sealed partial class ScenarioFactTests : IDisposable
{
    private readonly JsonDocument _pilots = JsonDocument.Parse(File.ReadAllText(Repository.Path("seeds", "pilots", "pilots.json")));

    private static IEnumerable<string> Names => Repository.Files("*.json", "seeds", "scenarios").Select(file => Path.GetFileNameWithoutExtension(file)!);

    public static TheoryData<string> PilotNames => [.. Names.Where(name => !IsMadeUp(name) && !IsMechanism(name))];

    public static TheoryData<string> MechanismNames => [.. Names.Where(IsMechanism)];

    public static TheoryData<string> MadeUpNames => [.. Names.Where(IsMadeUp)];

    public void Dispose() => _pilots.Dispose();

    [Theory]
    [MemberData(nameof(PilotNames))]
    public void A_scenario_keeps_to_the_record_of_its_pilot(string name)
    {
        using var scenario = JsonDocument.Parse(Text(name));
        var campaign = scenario.RootElement.GetProperty("campaign");
        var facts = _pilots.RootElement.GetProperty("pilots").EnumerateArray().Single(pilot => pilot.GetProperty("id").GetString()!.StartsWith(name, StringComparison.Ordinal)).GetProperty("facts");

        Assert.Equal(Fact(facts, "budgetYuan"), campaign.GetProperty("budgetYuan").GetRawText());
        Assert.True(JsonElement.DeepEquals(facts.GetProperty("packets").GetProperty("value"), campaign.GetProperty("packets")));
        foreach (var field in new[] { "applicants", "registrationOpens", "registrationCloses", "spendOpens", "spendCloses" })
        {
            // a fact may be coarser than the scenario: a day where the scenario needs an hour
            if (Fact(facts, field) is { } fact)
                Assert.StartsWith(fact.TrimEnd('"'), campaign.GetProperty(field).GetRawText(), StringComparison.Ordinal);
        }

        if (Fact(facts, "merchants") is { } merchants)
            Assert.Equal(merchants, scenario.RootElement.GetProperty("merchants").GetProperty("count").GetRawText());
    }

    [Theory]
    [MemberData(nameof(PilotNames))]
    public void A_scenario_cites_only_listed_sources(string name)
    {
        var listed = _pilots.RootElement.GetProperty("sources").EnumerateObject().Select(source => source.Name).ToHashSet();
        var cited = SourceId().Matches(Text(name)).Select(match => match.Value).Distinct().ToList();
        Assert.NotEmpty(cited);
        Assert.Empty(cited.Except(listed));
    }

    [Theory]
    [MemberData(nameof(MechanismNames))]
    public void A_scenario_that_shows_a_mechanism_cites_only_listed_sources_and_says_that_the_rest_is_made_up(string name)
    {
        using var scenario = JsonDocument.Parse(Text(name));
        var listed = _pilots.RootElement.GetProperty("sources").EnumerateObject().Select(source => source.Name).ToHashSet();
        Assert.Empty(SourceId().Matches(Text(name)).Select(match => match.Value).Distinct().Except(listed));
        Assert.Empty(scenario.RootElement.GetProperty("published").EnumerateObject());
        Assert.Equal("assumed", scenario.RootElement.GetProperty("provenance").GetProperty("").GetProperty("mark").GetString());
    }

    [Theory]
    [MemberData(nameof(MadeUpNames))]
    public void A_made_up_scenario_claims_no_fact(string name)
    {
        using var scenario = JsonDocument.Parse(Text(name));
        Assert.Empty(scenario.RootElement.GetProperty("published").EnumerateObject());
        Assert.All(
            scenario.RootElement.GetProperty("provenance").EnumerateObject(),
            entry => Assert.Equal("assumed", entry.Value.GetProperty("mark").GetString()));
    }

    // made up to measure speed or to try purses, not to tell of a pilot
    private static bool IsMadeUp(string name) => name.StartsWith("workload-", StringComparison.Ordinal) || name.StartsWith("offline-", StringComparison.Ordinal);

    // made up to show one rule of later programmes
    private static bool IsMechanism(string name) => name.StartsWith("mechanism-", StringComparison.Ordinal);

    private static string? Fact(JsonElement facts, string name) =>
        facts.TryGetProperty(name, out var fact) && fact.GetProperty("value") is { ValueKind: not JsonValueKind.Null } value ? value.GetRawText() : null;

    private static string Text(string name) => File.ReadAllText(Repository.Path("seeds", "scenarios", name + ".json"));

    [GeneratedRegex(@"\b(?:SEED\d|S\d+b?)\b")]
    private static partial Regex SourceId();
}
