using System.Text.Json;

namespace DcepSim.LoadTests.Targets;

/// <summary>What one program printed in one round, as a line of the file that is kept.</summary>
internal sealed record KeptRound(string Measurement, int Round, string Command, string Version, string At, double Seconds, double? Load, JsonElement Found)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<KeptRound> ReadAll(string path) =>
        File.Exists(path) ? [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<KeptRound>(line, Format)!)] : [];

    public void AddTo(string path) => File.AppendAllText(path, JsonSerializer.Serialize(this, Format) + "\n");
}
