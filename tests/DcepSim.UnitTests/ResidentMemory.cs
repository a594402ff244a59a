using System.Globalization;
using System.Runtime.CompilerServices;

namespace DcepSim.UnitTests;

/// <summary>What is in memory of what was only set aside, as Linux tells.</summary>
internal static class ResidentMemory
{
    public static nint PlaceOf<T>(ref readonly T first)
        where T : struct => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref Unsafe.AsRef(in first));

    /// <summary>How many bytes are in memory of the mapping that a place is in.</summary>
    public static long Around(nint place)
    {
        var isIn = false;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.StartsWith("Rss:", StringComparison.Ordinal) && isIn)
                return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            if (line.Split(' ', '-') is [var from, var to, ..]
                && long.TryParse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var first)
                && long.TryParse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var end))
                isIn = first <= place && place < end;
        }

        throw new InvalidOperationException("It is nowhere.");
    }
}
