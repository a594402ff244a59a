using System.Collections.Immutable;
using System.Text;
using DcepSim.Draws;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Starts a scenario file from another scenario, with the JSON Schema beside it that editors complete and check from.</summary>
public static class NewScenarioFile
{
    /// <summary>The name of the schema's file, in the folder of the scenario.</summary>
    public const string SchemaName = "dcepsim-scenario.schema.json";

    /// <summary>A scenario under a new name, and titled by it unless another title is set. Title and published figures of the campaign it came from are
    /// left out: they belong to that one.</summary>
    /// <param name="name">The new short name: lower-case letters, digits and single hyphens.</param>
    /// <param name="nameOrPath">What it starts from: a built-in scenario's name, or the path of a file.</param>
    /// <param name="settings">Changes, as for <see cref="ScenarioReader.Read(string, IEnumerable{string})"/>.</param>
    /// <exception cref="ScenarioException">The other scenario cannot be read, the changes do not fit, or the name is none or that of a built-in
    /// scenario; all faults are listed.</exception>
    public static Scenario From(string name, string nameOrPath, params IEnumerable<string> settings)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (BuiltInScenarios.Names.Contains(name))
            throw new ScenarioException(name, [new("name", $"\"{name}\" is a built-in scenario; allowed: a name of its own")]);
        var model = Path.GetFileNameWithoutExtension(nameOrPath);
        var scenario = ScenarioReader.Read(nameOrPath, [$"title.en={name} (after {model})", $"title.zh={name}（仿{model}）", .. settings, $"name={name}"]);
        return scenario with { Published = ImmutableSortedDictionary.Create<string, PublishedFigure>(StringComparer.Ordinal) };
    }

    /// <summary>Writes a scenario to a file that is not there yet, whole or not at all, and the schema beside it. A schema file of that name is
    /// brought up to date.</summary>
    /// <param name="scenario">A scenario without faults.</param>
    /// <param name="path">The file; folders above it are made where they are missing.</param>
    /// <exception cref="IOException">The file is there already, a file stands where a folder is needed, or the disk refuses; nothing was written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(Scenario scenario, string path)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Path.Exists(path))
            throw new IOException($"'{path}' is there already; a scenario file is never written over.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (File.Exists(folder))
            throw new IOException($"'{folder}' is a file; name another folder for the scenario.");
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(path)}.new");
        try
        {
            WholeFile.Write(draft, stream => stream.Write(WithLink(ScenarioWriter.Write(scenario))));
            WholeFile.Write(Path.Combine(folder, SchemaName), stream => stream.Write(ScenarioSchema.Write()));
            File.Move(draft, path, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    // The canonical text begins with a brace and a line feed; the link to the schema is no part of a scenario and goes before all that is.
    private static byte[] WithLink(byte[] canonical) =>
        [.. Encoding.UTF8.GetBytes($"{{\n  \"$schema\": \"./{SchemaName}\",\n"), .. canonical.AsSpan(2)];
}
