using System.Collections.Immutable;

namespace DcepSim.Observations;

/// <summary>Ranges of amounts that people read easily: five to twenty-five yuan wide where packets are spent, wider above.</summary>
internal static class SizeScale
{
    private const long FenPerYuan = 100;

    /// <summary>Where ranges begin, in fen; the last one has no end.</summary>
    public static ImmutableArray<long> StartsFen { get; } =
    [
        .. new[] { 0, 1, 5, 10, 20, 30, 40, 50, 75, 100, 125, 150, 175, 200, 250, 300, 400, 500, 750, 1_000, 2_000, 5_000, 10_000 }.Select(yuan => yuan * FenPerYuan),
    ];

    // Ranges begin at whole yuan: the place of each yuan up to the last beginning.
    private static readonly byte[] _places = Places();

    public static int PlaceOf(long fen) => _places[Math.Min(fen / FenPerYuan, _places.Length - 1)];

    private static byte[] Places()
    {
        var places = new byte[(StartsFen[^1] / FenPerYuan) + 1];
        for (var place = 0; place < StartsFen.Length; place++)
            places.AsSpan((int)(StartsFen[place] / FenPerYuan)).Fill((byte)place);
        return places;
    }
}
