using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DcepSim.Scenarios;

/// <summary>Says where a text stops being JSON, as an editor counts: lines and columns from 1.</summary>
internal static class JsonFault
{
    public static string Describe(JsonException broken, ReadOnlySpan<byte> bytes)
    {
        var line = (int)(broken.LineNumber ?? 0);
        var start = 0;
        for (var skipped = 0; skipped < line; skipped++)
            start += bytes[start..].IndexOf((byte)'\n') + 1;
        var length = Math.Min((int)(broken.BytePositionInLine ?? 0), bytes.Length - start);
        var column = Encoding.UTF8.GetCharCount(bytes.Slice(start, length)) + 1;
        var reason = broken.Message;
        var suffix = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (suffix > 0)
            reason = reason[..suffix];
        return string.Create(CultureInfo.InvariantCulture, $"is not JSON: line {line + 1}, column {column}: {reason}");
    }
}
