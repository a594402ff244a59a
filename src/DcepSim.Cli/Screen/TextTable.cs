namespace DcepSim.Cli.Screen;

/// <summary>Rows for a person, within 80 columns where their contents allow it.</summary>
internal static class TextTable
{
    private const int Width = 80;

    /// <param name="output">Where to.</param>
    /// <param name="rows">The first is the header.</param>
    /// <param name="leftAligned">How many columns are words; the rest are numbers.</param>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows, int leftAligned)
    {
        foreach (var (place, cells) in Layout(rows, leftAligned).Index())
        {
            output.WriteLine(string.Concat(cells).TrimEnd());
            if (place == 0)
                output.WriteLine(new string('-', cells.Sum(cell => cell.Length)));
        }
    }

    /// <summary>The cells of each row, padded to their columns and parted by spaces: two, or one where two would not fit.</summary>
    /// <param name="rows">The first is the header.</param>
    /// <param name="leftAligned">How many columns are words; the rest are numbers.</param>
    public static IEnumerable<IReadOnlyList<string>> Layout(IReadOnlyList<string[]> rows, int leftAligned)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var gap = widths.Sum() + (2 * (widths.Length - 1)) <= Width ? "  " : " ";
        return rows.Select(row => row.Select((cell, column) => (column == 0 ? "" : gap) + (column < leftAligned ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).ToList());
    }

    /// <summary>The text, or as much of its end as fits, after an ellipsis.</summary>
    public static string Tail(string text, int columns) => text.Length <= columns ? text : "…" + text[^(columns - 1)..];
}
