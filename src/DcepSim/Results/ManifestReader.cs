using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Results;

/// <summary>What manifests of runs and of studies share, and how both complain.</summary>
internal static class ManifestReader
{
    /// <param name="path">The file, or the results folder that holds it.</param>
    /// <param name="read">Reads the file of that path.</param>
    /// <exception cref="ManifestException">It is not there, cannot be read, or is no manifest.</exception>
    public static T Read<T>(string path, Func<string, JsonElement, T> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = Directory.Exists(path) ? Path.Combine(path, ResultFiles.Manifest) : path;
        if (!File.Exists(file))
            throw new ManifestException(file, "there is no such file; allowed: a manifest.json, or the results folder that holds it");
        return WrittenJson.Read(file, "manifest", root =>
        {
            if (!(root.GetProperty("schema").GetString() ?? "").StartsWith(ManifestFile.SchemaName, StringComparison.Ordinal))
                throw new FormatException($"\"schema\" does not begin with {ManifestFile.SchemaName}");
            return read(file, root);
        });
    }

    public static Scenario Scenario(JsonElement scenario, string path) =>
        ScenarioReader.Parse(Encoding.UTF8.GetBytes(scenario.GetRawText()), path, []);

    public static ImmutableArray<WrittenFile> Outputs(JsonElement root) =>
    [
        .. root.GetProperty("outputs").EnumerateArray()
            .Select(file => new WrittenFile(file.GetProperty("file").GetString()!, file.GetProperty("bytes").GetInt64(), file.GetProperty("sha256").GetString()!)),
    ];

    public static (PrecisionTarget Target, int RunsMax)? Precision(JsonElement root)
    {
        if (!root.TryGetProperty("precision", out var precision))
            return null;
        var name = precision.GetProperty("metric").GetString();
        var metric = Metric.All.FirstOrDefault(metric => metric.Name == name) ?? throw new FormatException($"there is no metric \"{name}\"");
        var target = new PrecisionTarget(metric, precision.GetProperty("relativeHalfWidth").GetDouble()) { RunsMin = precision.GetProperty("runsMin").GetInt32() };
        return (target, precision.GetProperty("runsMax").GetInt32());
    }

    public static ParameterEnsemble? Ensemble(JsonElement root) => root.TryGetProperty("ensemble", out var ensemble) ? ParameterEnsemble.Read(ensemble) : null;
}
