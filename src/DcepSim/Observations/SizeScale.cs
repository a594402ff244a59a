using System.Collections.Immutable;

namespace DcepSim.Observations;

/// <summary>Ranges of amounts that people read easily: five to twenty-five yuan wide where packets are spent, wider above.</summary>
internal static class SizeScale
{
    /// <summary>Where ranges begin, in fen; the last one has no end.</summary>
    public static ImmutableArray<long> StartsFen { get; } =
    [
        .. new[] { 0, 1, 5, 10, 20, 30, 40, 50, 75, 100, 125, 150, 175, 200, 250, 300, 400, 500, 750, 1_000, 2_000, 5_000, 10_000 }.Select(yuan => yuan * 100L),
    ];

    public static int PlaceOf(long fen)
    {
        var found = StartsFen.AsSpan().BinarySearch(fen);
        return found >= 0 ? found : ~found - 1;
    }
}
