using System.Text.Json;

namespace DcepSim.LoadTests.Targets;

/// <summary>A number within printed JSON, by the names that lead to it.</summary>
internal static class JsonPath
{
    /// <summary>The number there; null where there is none.</summary>
    public static double? Number(this JsonElement from, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
                return null;
        }

        return from.ValueKind == JsonValueKind.Number ? from.GetDouble() : null;
    }
}
