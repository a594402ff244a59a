using System.Collections.Immutable;
using System.Text.Json;
using DcepSim.Results;

namespace DcepSim.Web.Serve;

/// <summary>A result as pages show it, read from its files. Immutable.</summary>
public sealed record ResultView
{
    /// <summary>The folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>What was done: <c>run</c>, or the kind of a study.</summary>
    public required string Kind { get; init; }

    /// <summary>The names of the scenarios it started from.</summary>
    public required ImmutableArray<string> Scenarios { get; init; }

    /// <summary>When its manifest was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>How many runs.</summary>
    public required int Runs { get; init; }

    /// <summary>In how many places books differed; null where that is not written.</summary>
    public int? AuditBreaks { get; init; }

    /// <summary>The metrics; empty for a study.</summary>
    public ImmutableArray<MetricFigures> Metrics { get; init; } = [];

    /// <summary>Reads a result's folder.</summary>
    /// <returns>The result; null when its files cannot be read.</returns>
    internal static ResultView? Read(string name, string folder)
    {
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, ResultFiles.Manifest)));
            var root = manifest.RootElement;
            var view = new ResultView
            {
                Name = name,
                Kind = root.TryGetProperty("study", out var study) ? study.GetString()! : "run",
                Scenarios = [.. ScenarioNames(root)],
                WrittenAt = File.GetLastWriteTime(Path.Combine(folder, ResultFiles.Manifest)),
                Seed = root.GetProperty("seed").GetInt64(),
                Runs = root.GetProperty("runs").GetInt32(),
            };
            var summary = Path.Combine(folder, ResultFiles.Summary);
            return File.Exists(summary) ? view.WithSummary(File.ReadAllBytes(summary)) : view;
        }
        catch (Exception failure) when (failure is JsonException or IOException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<string> ScenarioNames(JsonElement root)
    {
        if (root.TryGetProperty("scenario", out var one))
            yield return one.GetProperty("name").GetString()!;
        if (!root.TryGetProperty("scenarios", out var several))
            yield break;
        foreach (var scenario in several.EnumerateArray())
            yield return scenario.GetProperty("name").GetString()!;
    }

    private ResultView WithSummary(byte[] bytes)
    {
        using var summary = JsonDocument.Parse(bytes);
        return this with
        {
            AuditBreaks = summary.RootElement.GetProperty("audit").GetProperty("breaks").GetInt32(),
            Metrics = [.. summary.RootElement.GetProperty("metrics").EnumerateObject().Select(metric => new MetricFigures(
                metric.Name,
                metric.Value.GetProperty("role").GetString()!,
                Number(metric.Value, "mean"),
                Number(metric.Value, "runLow"),
                Number(metric.Value, "runHigh"),
                Number(metric.Value, "published")))],
        };
    }

    private static double? Number(JsonElement metric, string name) =>
        metric.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
