using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Reads scenarios and says everything that is wrong with them at once.</summary>
/// <remarks>Safe to use from several threads. Cost grows with the size of the file, which is capped at <see cref="BytesMax"/>.</remarks>
public static class ScenarioReader
{
    /// <summary>The largest scenario file: 16 MiB.</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    /// <summary>Reads a built-in scenario by name, or else a scenario file by path.</summary>
    /// <param name="nameOrPath">A name out of <see cref="BuiltInScenarios.Names"/>, or the path of a JSON file.</param>
    /// <param name="settings">Changes, each <c>path=value</c> for any field; later ones win. A changed value is marked as assumed, "set by the user".</param>
    /// <returns>The scenario, with a provenance for every value. Where a file has kept a built-in scenario's mark and source word for word but not the
    /// value they speak of, the value is marked as assumed, "set by the user".</returns>
    /// <exception cref="ScenarioException">It cannot be read or used; all faults are listed.</exception>
    public static Scenario Read(string nameOrPath, params IEnumerable<string> settings)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        ArgumentNullException.ThrowIfNull(settings);
        return BuiltInScenarios.Names.Contains(nameOrPath)
            ? Parse(BuiltInScenarios.ReadBytes(nameOrPath), nameOrPath, settings)
            : ParseOwn(ScenarioFile.ReadBytes(nameOrPath), nameOrPath, settings);
    }

    /// <summary>Reads a scenario from a stream of JSON, up to its end.</summary>
    /// <param name="json">UTF-8 JSON; read but not closed.</param>
    /// <param name="origin">What to call it in messages.</param>
    /// <param name="settings">Changes, as for <see cref="Read(string, IEnumerable{string})"/>.</param>
    /// <returns>The scenario, with marks as for a file.</returns>
    /// <exception cref="ScenarioException">It cannot be used; all faults are listed.</exception>
    public static Scenario Read(Stream json, string origin, params IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentException.ThrowIfNullOrWhiteSpace(origin);
        ArgumentNullException.ThrowIfNull(settings);
        return ParseOwn(ScenarioFile.ReadBytes(json, origin), origin, settings);
    }

    /// <summary>Holds a scenario made in code to the same rules as a file.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="settings">Changes, as for <see cref="Read(string, IEnumerable{string})"/>.</param>
    /// <returns>The scenario with the changes, with a provenance for every value.</returns>
    /// <exception cref="ScenarioException">It has faults; all are listed.</exception>
    public static Scenario Check(Scenario scenario, params IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(settings);
        return Parse(ScenarioWriter.Write(scenario), scenario.Name, settings);
    }

    internal static ScenarioValues Check(ReadOnlySpan<byte> json, string origin, IEnumerable<string> settings)
    {
        var faults = new List<ScenarioFault>();
        var root = ScenarioText.Parse(json, faults);
        if (root is not null)
        {
            foreach (var setting in settings)
                ScenarioSetting.Apply(root, setting, faults);
            var values = ScenarioStructure.Check(root, faults);
            ScenarioRules.Check(values, faults);
            if (faults.Count == 0)
                return values;
        }

        throw new ScenarioException(origin, [.. faults]);
    }

    /// <summary>Reads what this library has written: its marks are taken at their word.</summary>
    internal static Scenario Parse(ReadOnlySpan<byte> json, string origin, IEnumerable<string> settings)
    {
        var values = Check(json, origin, settings);
        return Build(values, new ScenarioBuilder(values).GivenProvenance());
    }

    // A mark and a source copied from a built-in scenario speak of the value that stood there.
    private static Scenario ParseOwn(ReadOnlySpan<byte> json, string origin, IEnumerable<string> settings)
    {
        var values = Check(json, origin, settings);
        var given = new ScenarioBuilder(values).GivenProvenance();
        var edited = LentMarks.Outlived(values, given).Select(path => KeyValuePair.Create(path, new Provenance(Mark.Assumed, ScenarioMarks.SetByUser)));
        return Build(values, given.SetItems(edited));
    }

    private static Scenario Build(ScenarioValues values, ImmutableSortedDictionary<string, Provenance> given)
    {
        var unmarked = values.Marked.Where(path => ScenarioMarks.Find(given, path) is null);
        return new ScenarioBuilder(values).Build(given.AddRange(unmarked.Select(path => KeyValuePair.Create(path, new Provenance(Mark.Assumed, ScenarioMarks.Unmarked)))));
    }
}
