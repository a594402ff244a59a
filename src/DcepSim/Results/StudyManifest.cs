using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Results;

/// <summary>What a study's <c>manifest.json</c> says: all that is needed to make it again.</summary>
/// <remarks>Immutable.</remarks>
public sealed record StudyManifest
{
    /// <summary>Where it was read.</summary>
    public required string FullPath { get; init; }

    /// <summary>What was done, and the name of its files.</summary>
    public required string Kind { get; init; }

    /// <summary>The scenarios it started from.</summary>
    public required ImmutableArray<Scenario> Scenarios { get; init; }

    /// <summary>How often and how: seed, runs, precision and ensemble.</summary>
    public required ExperimentOptions Options { get; init; }

    /// <summary>What it was told beside these.</summary>
    public required ImmutableArray<StudyArgument> Arguments { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>The files that were written.</summary>
    public required ImmutableArray<WrittenFile> Outputs { get; init; }

    /// <summary>Whether a manifest belongs to a study and not to the runs of one campaign.</summary>
    /// <param name="path">The file, or the results folder that holds it.</param>
    /// <exception cref="ManifestException">It is not there, cannot be read, or is no manifest.</exception>
    public static bool IsOfStudy(string path) => ManifestReader.Read(path, (_, root) => root.TryGetProperty("study", out var _));

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file, or the results folder that holds it.</param>
    /// <exception cref="ManifestException">It is not there, cannot be read, or is not the manifest of a study.</exception>
    /// <exception cref="DcepSim.Scenarios.ScenarioException">A scenario in it has faults.</exception>
    public static StudyManifest Read(string path) => ManifestReader.Read(path, Read);

    /// <summary>The values of an argument.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ManifestException">It is not there: an older version did not write it down, and the study cannot be made again.</exception>
    public ImmutableArray<string> ValuesOf(string name) => Arguments.FirstOrDefault(argument => argument.Name == name)?.Values
        ?? throw new ManifestException(FullPath, $"does not say \"{name}\" of its {Kind}; it was written before studies could be made again");

    internal string TextOf(string name) => ValuesOf(name) is [var value] ? value : throw new ManifestException(FullPath, $"\"{name}\" is not one value");

    internal int WholeOf(string name) => int.TryParse(TextOf(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
        ? whole
        : throw new ManifestException(FullPath, $"\"{name}\" is no whole number");

    internal double NumberOf(string name) => double.TryParse(TextOf(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ManifestException(FullPath, $"\"{name}\" is no number");

    internal Metric MetricOf(string name) => Metric.All.FirstOrDefault(metric => metric.Name == TextOf(name))
        ?? throw new ManifestException(FullPath, $"there is no metric \"{TextOf(name)}\"");

    private static StudyManifest Read(string path, JsonElement root)
    {
        if (!root.TryGetProperty("study", out var kind))
            throw new ManifestException(path, "belongs to the runs of one campaign, not to a study");
        var precision = ManifestReader.Precision(root);
        var options = new ExperimentOptions
        {
            Seed = root.GetProperty("seed").GetInt64(),
            Runs = precision?.RunsMax ?? root.GetProperty("runs").GetInt32(),
            Precision = precision?.Target,
            Ensemble = ManifestReader.Ensemble(root),
        };
        options.Validate();
        return new()
        {
            FullPath = Path.GetFullPath(path),
            Kind = kind.GetString()!,
            Scenarios = [.. root.GetProperty("scenarios").EnumerateArray().Select(scenario => ManifestReader.Scenario(scenario, path))],
            Options = options,
            Arguments = root.TryGetProperty("arguments", out var arguments) ? [.. arguments.EnumerateObject().Select(Argument)] : [],
            Version = root.GetProperty("version").GetString()!,
            Outputs = ManifestReader.Outputs(root),
        };
    }

    private static StudyArgument Argument(JsonProperty argument) => new(argument.Name, [.. argument.Value.EnumerateArray().Select(value => value.GetString()!)]);
}
