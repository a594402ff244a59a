namespace DcepSim.Web.Charts;

/// <summary>How large charts are drawn; they shrink with the page.</summary>
internal static class ChartSize
{
    public const int Width = 720;
    public const int Height = 300;

    public static string Style => $"width:{Width}px;height:{Height}px";

    /// <summary>The colour of a series by its place; the page's style says which, for light and dark.</summary>
    public static string Colour(int place) => $"var(--series-{1 + (place % 4)})";

    /// <summary>The hatching of a series by its place.</summary>
    public static string Hatching(int place) => $"url(#hatch-{1 + (place % 4)})";
}
