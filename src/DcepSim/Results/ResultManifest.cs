using System.Collections.Immutable;
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

    /// <summary>The sets of parameters that the runs took in turn; <c>null</c> when all ran the scenario as it is.</summary>
    public ParameterEnsemble? Ensemble { get; init; }

    /// <summary>Which runs' payments were written.</summary>
    public required PaymentsWritten Payments { get; init; }

    /// <summary>Whether observations were written.</summary>
    public required bool Observations { get; init; }

    /// <summary>Whether a SQLite file was written.</summary>
    public required bool Database { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>The identities of the sampling tables.</summary>
    public required ImmutableArray<TableFingerprint> Tables { get; init; }

    /// <summary>The files that were written.</summary>
    public required ImmutableArray<WrittenFile> Outputs { get; init; }

    /// <summary>What is written when the runs are made again.</summary>
    internal ResultsOptions Written => new() { Payments = Payments, Observations = Observations, Database = Database };

    /// <summary>How the runs are made again.</summary>
    internal ExperimentOptions Options => new() { Runs = RunsMax, Seed = Seed, Precision = Precision, Ensemble = Ensemble };

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file, or the results folder that holds it.</param>
    /// <exception cref="ManifestException">It is not there, cannot be read, or is not the manifest of a campaign's runs.</exception>
    /// <exception cref="ScenarioException">The scenario in it has faults.</exception>
    public static ResultManifest Read(string path)
    {
        return ManifestReader.Read(path, Read);
    }

    private static ResultManifest Read(string path, JsonElement root)
    {
        if (root.TryGetProperty("study", out var study))
            throw new ManifestException(path, $"belongs to a study ({study.GetString()}), not to the runs of one campaign");
        var outputs = ManifestReader.Outputs(root);
        var runs = root.GetProperty("runs").GetInt32();
        var precision = ManifestReader.Precision(root);
        var manifest = new ResultManifest()
        {
            FullPath = Path.GetFullPath(path),
            Scenario = ManifestReader.Scenario(root.GetProperty("scenario"), path),
            ScenarioHash = root.GetProperty("scenarioHash").GetString()!,
            Seed = root.GetProperty("seed").GetInt64(),
            Runs = runs,
            RunsMax = precision?.RunsMax ?? runs,
            Precision = precision?.Target,
            Ensemble = ManifestReader.Ensemble(root),
            Payments = Payment(root, outputs),
            Observations = root.TryGetProperty("observations", out var observations) && observations.GetBoolean(),
            Database = root.TryGetProperty("database", out var database) && database.GetBoolean(),
            Version = root.GetProperty("version").GetString()!,
            Tables = [.. root.GetProperty("tables").EnumerateArray().Select(table => new TableFingerprint(table.GetProperty("name").GetString()!, table.GetProperty("sha256").GetString()!))],
            Outputs = outputs,
        };
        manifest.Options.Validate();
        return manifest;
    }

    // Manifests of the first version do not say whose payments were written: the first run's, unless there is no such file.
    private static PaymentsWritten Payment(JsonElement root, ImmutableArray<WrittenFile> outputs)
    {
        if (root.TryGetProperty("payments", out var payments))
            return ScenarioNames.Parse<PaymentsWritten>(payments.GetString()!);
        return outputs.Any(file => file.Name == ResultFiles.Payments) ? PaymentsWritten.First : PaymentsWritten.None;
    }
}
