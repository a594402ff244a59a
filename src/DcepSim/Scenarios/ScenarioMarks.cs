using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Says of each value of a scenario where it comes from.</summary>
public static class ScenarioMarks
{
    /// <summary>The source given to a value of a user's file that says nothing about it.</summary>
    public const string Unmarked = "unmarked";

    /// <summary>The source given to a value that the user has set, by <c>path=value</c> or in a file that still says of it what a built-in scenario
    /// says of another value.</summary>
    public const string SetByUser = "set by the user";

    /// <summary>The provenance of a path: its own entry, or that of the nearest path above it, the empty path last; <c>null</c> when nothing speaks for it.</summary>
    /// <param name="provenance">The entries of a scenario.</param>
    /// <param name="path">A field's path, such as <c>campaign.packets[0].count</c>.</param>
    public static Provenance? Find(IReadOnlyDictionary<string, Provenance> provenance, string path)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(path);
        for (var rest = path; rest.Length > 0; rest = rest[..Math.Max(0, rest.AsSpan().LastIndexOfAny('.', '['))])
        {
            if (provenance.TryGetValue(rest, out var found))
                return found;
        }

        return provenance.GetValueOrDefault("");
    }

    /// <summary>The values of a section and where each comes from, in order of path.</summary>
    /// <param name="scenario">A scenario that the reader has let through.</param>
    /// <param name="section">The section's path, such as <c>offline</c>.</param>
    /// <exception cref="ScenarioException">The scenario has faults.</exception>
    public static IEnumerable<KeyValuePair<string, Provenance>> PathsBelow(Scenario scenario, string section)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return ScenarioReader.Check(ScenarioWriter.Write(scenario), scenario.Name, []).Marked
            .Where(path => path.StartsWith(section + ".", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => KeyValuePair.Create(path, Find(scenario.Provenance, path) ?? new Provenance(Mark.Assumed, Unmarked)));
    }

    /// <summary>The fields that the user has set, in order of path; the scenario's own name and title, which decide nothing, are not among them.</summary>
    public static IEnumerable<string> PathsSetByUser(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario.Provenance.Where(entry => entry.Value.Source == SetByUser && entry.Key is not "name" && !entry.Key.StartsWith("title", StringComparison.Ordinal)).Select(entry => entry.Key);
    }

    /// <summary>How many values of a scenario bear each mark; the scenario's own name and format are not counted.</summary>
    /// <exception cref="ScenarioException">The scenario has faults.</exception>
    public static ImmutableSortedDictionary<Mark, int> Count(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var values = ScenarioReader.Check(ScenarioWriter.Write(scenario), scenario.Name, []);
        return values.Marked
            .Where(path => path is not ("schema" or "name"))
            .GroupBy(path => Find(scenario.Provenance, path)?.Mark ?? Mark.Assumed)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Count());
    }
}
