using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation;

namespace DcepSim.Results;

/// <summary>Makes results again from their manifest and compares them byte for byte.</summary>
public static class Reproduction
{
    /// <summary>Runs what a manifest describes and compares hashes of tables and files with those written down.</summary>
    /// <param name="manifest">What was run. Files that still lie beside it are held against it, too; those that do not are named.</param>
    /// <param name="folder">Where the results are made again; nothing may be there.</param>
    /// <param name="options">Threads, progress, clock and how books are opened; runs, seed, precision and recorder come from the manifest.</param>
    /// <param name="cancellation">Stops the runs; nothing half-written stays.</param>
    /// <exception cref="ResultsInTheWayException">Something lies in the folder.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<ReproductionResult> RunAsync(
        ResultManifest manifest, string folder, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var differences = ImmutableArray.CreateBuilder<string>();
        var hash = ScenarioWriter.Hash(manifest.Scenario);
        if (hash != manifest.ScenarioHash)
            return new([$"scenario hash: the manifest says {manifest.ScenarioHash}, its scenario has {hash}"], null);
        if (manifest.Version != ProgramVersion.Version)
            differences.Add($"version: the results are of {manifest.Version}, this is {ProgramVersion.Version}");

        using var results = ResultsFolder.Open(folder, manifest.Written);
        var experiment = new CampaignExperiment(manifest.Scenario, (options ?? new ExperimentOptions()) with
        {
            Runs = manifest.RunsMax,
            Seed = manifest.Seed,
            Precision = manifest.Precision,
            Ensemble = manifest.Ensemble,
            Recorder = results,
        });
        var result = await experiment.RunAsync(cancellation).ConfigureAwait(false);
        results.Complete(result);
        differences.AddRange(Tables(manifest.Tables, result.Tables));
        if (result.Runs.Length != manifest.Runs)
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"runs: there were {manifest.Runs}, now there are {result.Runs.Length}"));
        differences.AddRange(WrittenFiles.Differences(manifest.FullPath, manifest.Outputs.Where(file => ResultFiles.OfRun.Contains(file.Name)), results.FullPath));
        return new(differences.ToImmutable(), result) { Gone = [.. WrittenFiles.Gone(manifest.FullPath, manifest.Outputs)] };
    }

    private static IEnumerable<string> Tables(ImmutableArray<TableFingerprint> then, ImmutableArray<TableFingerprint> now)
    {
        foreach (var name in then.Concat(now).Select(table => table.Name).Distinct())
        {
            var (old, made) = (Sha(then, name), Sha(now, name));
            if (old != made)
                yield return $"sampling table \"{name}\": {old ?? "it was not there"}, now {made ?? "it is not there"}";
        }

        static string? Sha(ImmutableArray<TableFingerprint> tables, string name) => tables.FirstOrDefault(table => table.Name == name)?.Sha256;
    }
}
