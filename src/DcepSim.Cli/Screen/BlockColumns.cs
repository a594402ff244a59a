namespace DcepSim.Cli.Screen;

/// <summary>Draws columns with the eighths of a block: a curve or a histogram in a few lines of text.</summary>
internal static class BlockColumns
{
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <summary>The lines of the drawing, the uppermost first.</summary>
    /// <param name="heights">Zero or more each; drawn in order.</param>
    /// <param name="lines">How many lines high.</param>
    /// <param name="columns">How wide: fewer values are widened, more are averaged.</param>
    public static IReadOnlyList<string> Draw(IReadOnlyList<double> heights, int lines, int columns)
    {
        var drawn = Fit(heights, columns);
        var highest = drawn.Count == 0 ? 0 : drawn.Max();
        return
        [
            .. Enumerable.Range(0, lines).Select(line => string.Concat(drawn.Select(height =>
            {
                var eighths = highest > 0 ? (int)Math.Round(height / highest * lines * 8) : 0;
                if (height > 0)
                    eighths = Math.Max(1, eighths); // what is there is seen
                return Eighths[Math.Clamp(eighths - (8 * (lines - 1 - line)), 0, 8)];
            }))),
        ];
    }

    private static IReadOnlyList<double> Fit(IReadOnlyList<double> heights, int columns)
    {
        if (heights.Count == 0)
            return [];
        if (heights.Count <= columns)
            return [.. heights.SelectMany(height => Enumerable.Repeat(height, columns / heights.Count))];
        return [.. Enumerable.Range(0, columns).Select(column =>
        {
            var from = (int)((long)column * heights.Count / columns);
            var until = (int)((column + 1L) * heights.Count / columns);
            return heights.Skip(from).Take(until - from).Average();
        })];
    }
}
