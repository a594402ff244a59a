using System.Globalization;

namespace DcepSim;

/// <summary>How fen are shown in yuan, in the invariant culture.</summary>
internal static class Yuan
{
    public static string Format(long fen)
    {
        var sign = fen < 0 ? "-" : "";
        var magnitude = fen < 0 ? unchecked((ulong)-fen) : (ulong)fen; // unchecked: the magnitude of the least long is still right
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{magnitude / 100}.{magnitude % 100:00}");
    }
}
