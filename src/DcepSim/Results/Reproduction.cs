using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation;

namespace DcepSim.Results;

/// <summary>Makes results again from their manifest and compares them byte for byte.</summary>
public static class Reproduction
{
    /// <summary>Runs what a manifest describes and compares hashes of tables and files with those written down.</summary>
    /// <param name="manifest">What was run. Files that still lie beside it are held against it, too.</param>
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

        using var results = ResultsFolder.Open(folder, manifest.Payments);
        var experiment = new CampaignExperiment(manifest.Scenario, (options ?? new ExperimentOptions()) with
        {
            Runs = manifest.RunsMax,
            Seed = manifest.Seed,
            Precision = manifest.Precision,
            Recorder = results,
        });
        var result = await experiment.RunAsync(cancellation).ConfigureAwait(false);
        results.Complete(result);
        differences.AddRange(Tables(manifest.Tables, result.Tables));
        if (result.Runs.Length != manifest.Runs)
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"runs: there were {manifest.Runs}, now there are {result.Runs.Length}"));
        differences.AddRange(Files(manifest, results.FullPath));
        return new(differences.ToImmutable(), result);
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

    private static IEnumerable<string> Files(ResultManifest manifest, string folder)
    {
        var beside = Path.GetDirectoryName(manifest.FullPath)!;
        foreach (var written in manifest.Outputs.Where(file => ResultFiles.OfRun.Contains(file.Name)))
        {
            var (old, made) = (Path.Combine(beside, written.Name), Path.Combine(folder, written.Name));
            var isOldThere = File.Exists(old);
            if (isOldThere && ShaOf(old) is var found && found != written.Sha256)
                yield return $"file {written.Name}: the one beside the manifest was changed after it was written (it has {found}, the manifest says {written.Sha256})";
            else if (!File.Exists(made))
                yield return $"file {written.Name}: it is not made any more";
            else if (ShaOf(made) is var sha && sha != written.Sha256)
                yield return $"file {written.Name}: {(isOldThere ? Place(old, made) : $"the manifest says {written.Sha256}, now it has {sha}")}";
        }
    }

    private static string ShaOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static string Place(string old, string made)
    {
        using var then = File.ReadLines(old).GetEnumerator();
        using var now = File.ReadLines(made).GetEnumerator();
        for (var line = 1; ; line++)
        {
            var (isThen, isNow) = (then.MoveNext(), now.MoveNext());
            if (isThen && isNow && then.Current == now.Current)
                continue;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"line {line} was {(isThen ? $"\"{Shorten(then.Current)}\"" : "not there")}, now it is {(isNow ? $"\"{Shorten(now.Current)}\"" : "not there")}");
        }
    }

    private static string Shorten(string line) => line.Length <= 80 ? line.Trim() : line[..77].Trim() + "...";
}
