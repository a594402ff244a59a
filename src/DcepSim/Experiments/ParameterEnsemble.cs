using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>Sets of parameters that fit the published figures equally well. An experiment that is given one runs set 1 in its first run, set 2
/// in its second, and begins anew after the last: its spread then holds what is not known about parameters beside chance.</summary>
/// <remarks>Immutable and safe to share between threads. Made by a calibration, or read from <c>ensemble.json</c>.</remarks>
public sealed class ParameterEnsemble
{
    /// <summary>The format and its version of <c>ensemble.json</c>.</summary>
    public const string Schema = "dcepsim.ensemble/1";

    /// <summary>The most sets.</summary>
    public const int SetsMax = 10_000;

    /// <summary>Makes an ensemble.</summary>
    /// <param name="origin">Where it comes from, in a few words; it stands in files and reports.</param>
    /// <param name="paths">The fields that the sets give values to, such as <c>behaviour.basket.sigma</c>; one and up.</param>
    /// <param name="sets">The values, a row for each set in the order of the paths; one to <see cref="SetsMax"/>, all finite.</param>
    /// <exception cref="ArgumentException">There is no path, two are the same, there are too few or too many sets, or a set has another number of
    /// values than there are paths, or one that is not finite.</exception>
    public ParameterEnsemble(string origin, ImmutableArray<string> paths, ImmutableArray<ImmutableArray<double>> sets)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(origin);
        if (paths.IsDefaultOrEmpty || paths.Distinct().Count() != paths.Length)
            throw new ArgumentException("An ensemble needs one path or more, each once.", nameof(paths));
        if (sets.IsDefaultOrEmpty || sets.Length > SetsMax)
            throw new ArgumentException($"An ensemble has 1 to {SetsMax} sets.", nameof(sets));
        if (sets.Any(set => set.Length != paths.Length || set.Any(value => !double.IsFinite(value))))
            throw new ArgumentException($"Every set needs {paths.Length} finite values, one for each path.", nameof(sets));
        (Origin, Paths, Sets) = (origin, paths, sets);
        Hash = Convert.ToHexStringLower(SHA256.HashData(WriteJson()));
    }

    /// <summary>Where it comes from, in a few words.</summary>
    public string Origin { get; }

    /// <summary>The fields that the sets give values to.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>The values, a row for each set in the order of <see cref="Paths"/>, in the units of the fields.</summary>
    public ImmutableArray<ImmutableArray<double>> Sets { get; }

    /// <summary>SHA-256 of <see cref="WriteJson"/>, in hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>Reads <c>ensemble.json</c>.</summary>
    /// <param name="path">The file, or the results folder that holds it.</param>
    /// <exception cref="ManifestException">It is not there, cannot be read, or is no ensemble.</exception>
    public static ParameterEnsemble Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = Directory.Exists(path) ? Path.Combine(path, ResultFiles.Ensemble) : path;
        if (!File.Exists(file))
            throw new ManifestException(file, "there is no such file; allowed: an ensemble.json as dcepsim calibrate writes it, or the results folder that holds it");
        return WrittenJson.Read(file, "ensemble", Read);
    }

    /// <summary>The settings of the set that a run uses.</summary>
    /// <param name="run">The run's number, from 1.</param>
    /// <returns>One <c>path=value</c> for each path.</returns>
    public IEnumerable<string> SettingsOf(int run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(run, 1);
        var set = Sets[(run - 1) % Sets.Length];
        return Paths.Select((path, place) => string.Create(CultureInfo.InvariantCulture, $"{path}={set[place]:R}"));
    }

    /// <summary>The scenario that a run uses.</summary>
    /// <param name="scenario">The scenario whose fields are set.</param>
    /// <param name="run">The run's number, from 1.</param>
    /// <exception cref="ScenarioException">A field of the ensemble is not in the scenario, or a value is out of its range.</exception>
    public Scenario Apply(Scenario scenario, int run)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        try
        {
            return ScenarioReader.Check(scenario, SettingsOf(run));
        }
        catch (ScenarioException faulty)
        {
            throw new ScenarioException(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name} with set {((run - 1) % Sets.Length) + 1} of the ensemble"), faulty.Faults);
        }
    }

    /// <summary>The ensemble as UTF-8 JSON: the same sets always give the same bytes.</summary>
    public byte[] WriteJson() => JsonFiles.Write(Write);

    internal static ParameterEnsemble Read(JsonElement root)
    {
        if (root.GetProperty("schema").GetString() != Schema)
            throw new FormatException($"\"schema\" is not {Schema}");
        return new(
            root.GetProperty("origin").GetString()!,
            [.. root.GetProperty("paths").EnumerateArray().Select(path => path.GetString()!)],
            [.. root.GetProperty("sets").EnumerateArray().Select(set => set.EnumerateArray().Select(value => value.GetDouble()).ToImmutableArray())]);
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("schema", Schema);
        json.WriteString("origin", Origin);
        json.WriteStartArray("paths");
        foreach (var path in Paths)
            json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteStartArray("sets");
        foreach (var set in Sets)
        {
            json.WriteStartArray();
            foreach (var value in set)
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
