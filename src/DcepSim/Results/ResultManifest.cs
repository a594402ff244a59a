using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Results;

/// <summary>What a campaign's <c>manifest.json</c> says: all that is needed to make its results again.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ResultManifest
{
    /// <summary>Where it was read.</summary>
    public required string FullPath { get; init; }

    /// <summary>What was run.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>SHA-256 of the scenario's canonical form, as it was written down.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>The number all chance grew from.</summary>
    public required long Seed { get; init; }

    /// <summary>How many runs there were.</summary>
    public required int Runs { get; init; }

    /// <summary>The most runs there could have been.</summary>
    public required int RunsMax { get; init; }

    /// <summary>The precision asked for; <c>null</c> when the number of runs was given.</summary>
    public required PrecisionTarget? Precision { get; init; }

    /// <summary>Which runs' payments were written.</summary>
    public required PaymentsWritten Payments { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>The identities of the sampling tables.</summary>
    public required ImmutableArray<TableFingerprint> Tables { get; init; }

    /// <summary>The files that were written.</summary>
    public required ImmutableArray<WrittenFile> Outputs { get; init; }

    /// <summary>How the runs are made again.</summary>
    internal ExperimentOptions Options => new() { Runs = RunsMax, Seed = Seed, Precision = Precision };

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file, or the results folder that holds it.</param>
    /// <exception cref="ManifestException">It is not there, cannot be read, or is not the manifest of a campaign's runs.</exception>
    /// <exception cref="ScenarioException">The scenario in it has faults.</exception>
    public static ResultManifest Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = Directory.Exists(path) ? Path.Combine(path, ResultFiles.Manifest) : path;
        if (!File.Exists(file))
            throw new ManifestException(file, "there is no such file; allowed: a manifest.json, or the results folder that holds it");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return Read(file, json.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ManifestException(file, $"cannot be read: {failure.Message}");
        }
        catch (Exception failure) when (failure is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ManifestException(file, $"is no manifest of dcepsim: {failure.Message}");
        }
    }

    private static ResultManifest Read(string path, JsonElement root)
    {
        if (!(root.GetProperty("schema").GetString() ?? "").StartsWith(ManifestFile.SchemaName, StringComparison.Ordinal))
            throw new ManifestException(path, $"is no manifest of dcepsim (\"schema\" does not begin with {ManifestFile.SchemaName})");
        if (root.TryGetProperty("study", out var study))
            throw new ManifestException(path, $"belongs to a study ({study.GetString()}), not to the runs of one campaign");
        var outputs = root.GetProperty("outputs").EnumerateArray()
            .Select(file => new WrittenFile(file.GetProperty("file").GetString()!, file.GetProperty("bytes").GetInt64(), file.GetProperty("sha256").GetString()!))
            .ToImmutableArray();
        var runs = root.GetProperty("runs").GetInt32();
        var precision = root.TryGetProperty("precision", out var asked) ? asked : (JsonElement?)null;
        var manifest = new ResultManifest()
        {
            FullPath = Path.GetFullPath(path),
            Scenario = ScenarioReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(root.GetProperty("scenario").GetRawText())), path),
            ScenarioHash = root.GetProperty("scenarioHash").GetString()!,
            Seed = root.GetProperty("seed").GetInt64(),
            Runs = runs,
            RunsMax = precision?.GetProperty("runsMax").GetInt32() ?? runs,
            Precision = precision is { } target ? Target(target) : null,
            Payments = Payment(root, outputs),
            Version = root.GetProperty("version").GetString()!,
            Tables = [.. root.GetProperty("tables").EnumerateArray().Select(table => new TableFingerprint(table.GetProperty("name").GetString()!, table.GetProperty("sha256").GetString()!))],
            Outputs = outputs,
        };
        manifest.Options.Validate();
        return manifest;
    }

    private static PrecisionTarget Target(JsonElement precision)
    {
        var name = precision.GetProperty("metric").GetString();
        var metric = Metric.All.FirstOrDefault(metric => metric.Name == name) ?? throw new FormatException($"there is no metric \"{name}\"");
        return new(metric, precision.GetProperty("relativeHalfWidth").GetDouble()) { RunsMin = precision.GetProperty("runsMin").GetInt32() };
    }

    // Manifests of the first version do not say whose payments were written: the first run's, unless there is no such file.
    private static PaymentsWritten Payment(JsonElement root, ImmutableArray<WrittenFile> outputs)
    {
        if (root.TryGetProperty("payments", out var payments))
            return ScenarioNames.Parse<PaymentsWritten>(payments.GetString()!);
        return outputs.Any(file => file.Name == ResultFiles.Payments) ? PaymentsWritten.First : PaymentsWritten.None;
    }
}
