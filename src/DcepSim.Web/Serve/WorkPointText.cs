using System.Collections.Immutable;
using System.Text.Json;

namespace DcepSim.Web.Serve;

/// <summary>Reads the lines of JSON in which the command line tells its progress.</summary>
internal static class WorkPointText
{
    private static readonly string[] Latencies = ["p50Microseconds", "p99Microseconds"];

    /// <summary>The point of a line; null for a line that is none.</summary>
    public static WorkPoint? Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var values = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
            if (root.TryGetProperty("metrics", out var metrics))
            {
                foreach (var metric in metrics.EnumerateObject())
                    values[metric.Name] = metric.Value.GetDouble();
            }

            foreach (var name in Latencies)
            {
                if (root.TryGetProperty(name, out var latency))
                    values[name] = latency.GetDouble();
            }

            return new(
                root.GetProperty("seconds").GetDouble(),
                root.TryGetProperty("phase", out var phase) ? phase.GetString()! : "",
                root.GetProperty("done").GetInt64(),
                root.GetProperty("of").GetInt64(),
                root.TryGetProperty("run", out var run) ? run.GetInt32() : 0,
                values.ToImmutable());
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
