using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Finds the values of a file that were edited while their marks were left as they are in the built-in scenario it was copied from.</summary>
internal static class LentMarks
{
    private static readonly Lazy<ImmutableArray<Lender>> Lenders = new(() => [.. BuiltInScenarios.Names.Select(Read)]);

    /// <summary>The paths whose mark and source stand word for word in built-in scenarios, none of which has that value.</summary>
    public static IEnumerable<string> Outlived(ScenarioValues values, ImmutableSortedDictionary<string, Provenance> given) =>
        values.Marked.Where(path => ScenarioMarks.Find(given, path) is { } mark && IsOutlived(values, path, mark));

    private static bool IsOutlived(ScenarioValues values, string path, Provenance mark)
    {
        var lenders = Lenders.Value.Where(lender => ScenarioMarks.Find(lender.Given, path) == mark).ToList();
        return lenders.Count > 0 && !lenders.Exists(lender => lender.Values.HasSame(path, values));
    }

    // Written out, a scenario also holds values that its file leaves out, as every copy that this library writes does.
    private static Lender Read(string name)
    {
        var scenario = ScenarioReader.Read(name);
        return new(ScenarioReader.Check(ScenarioWriter.Write(scenario), name, []), scenario.Provenance);
    }

    private sealed record Lender(ScenarioValues Values, ImmutableSortedDictionary<string, Provenance> Given);
}
