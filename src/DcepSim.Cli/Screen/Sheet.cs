using Spectre.Console;

namespace DcepSim.Cli.Screen;

/// <summary>What a verb shows to a person: drawn where somebody watches, plain lines and tables elsewhere.</summary>
/// <remarks>Plain output holds every figure; charts only show them again.</remarks>
internal sealed class Sheet
{
    private const int LabelMax = 28;
    private const int ChartLines = 4;

    private static readonly Dictionary<string, Style> Accents = new(StringComparer.Ordinal)
    {
        ["fitted"] = Color.Yellow, ["assumed"] = Color.Yellow, ["held out"] = Color.Green, ["validated"] = Color.Green, ["outside"] = Color.Red, ["fails"] = Color.Red, ["fits not"] = Color.Red, ["NO"] = Color.Red,
        ["input"] = Color.Grey, ["derived"] = Color.Grey, ["unconstrained"] = Color.Grey,
    };

    private readonly TextWriter _output;
    private readonly IAnsiConsole? _screen;

    public Sheet(Terminal terminal)
    {
        _output = terminal.Output;
        _screen = terminal.IsOutputLive ? terminal.ScreenOn(terminal.Output) : null;
    }

    public void WriteLine() => _output.WriteLine();

    public void WriteLine(string text, Tone tone = Tone.Plain)
    {
        if (_screen is null)
            _output.WriteLine(text);
        else
            _screen.Write(new Text(text + "\n", StyleOf(tone)));
    }

    /// <param name="rows">The first is the header.</param>
    /// <param name="leftAligned">How many columns are words; the rest are numbers.</param>
    public void WriteTable(IReadOnlyList<string[]> rows, int leftAligned)
    {
        if (_screen is null)
        {
            TextTable.Write(_output, rows, leftAligned);
            return;
        }

        var table = new Paragraph();
        foreach (var (place, cells) in TextTable.Layout(rows, leftAligned).Index())
        {
            for (var column = 0; column < cells.Count; column++)
                table.Append(cells[column], place == 0 ? StyleOf(Tone.Title) : Accents.TryGetValue(cells[column].Trim(), out var accent) ? accent : Style.Plain);
            table.Append("\n");
            if (place == 0)
                table.Append(new string('─', cells.Sum(cell => cell.Length)) + "\n", StyleOf(Tone.Quiet));
        }

        _screen.Write(table);
    }

    /// <summary>Draws intervals on one scale; nothing where output is plain.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="rows">The intervals.</param>
    /// <param name="write">How a value is written.</param>
    /// <param name="reference">A value that all are held against; null for none.</param>
    public void DrawRanges(string title, IReadOnlyList<RangeRow> rows, Func<double, string> write, double? reference = null)
    {
        if (_screen is null || rows.Count == 0)
            return;
        var labels = Math.Min(LabelMax, rows.Max(row => row.Label.Length));
        var figures = rows.Max(row => write(row.Mean).Length);
        var strip = new RangeStrip(rows, reference, _screen.Profile.Width - labels - figures - 4);
        WriteLine(title, Tone.Title);
        foreach (var row in rows)
            _screen.MarkupLineInterpolated($"{TextTable.Tail(row.Label, labels).PadRight(labels)}  [aqua]{strip.Draw(row)}[/]  {write(row.Mean).PadLeft(figures)}");
        WriteLine(new string(' ', labels + 2) + Ends(write(strip.Low), write(strip.High), _screen.Profile.Width - labels - figures - 4), Tone.Quiet);
        WriteLine();
    }

    /// <summary>Draws columns side by side; nothing where output is plain.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="caption">What is to be known of them.</param>
    /// <param name="heights">Zero or more each.</param>
    /// <param name="from">What the first stands for.</param>
    /// <param name="until">What the last stands for.</param>
    /// <param name="top">What the highest is.</param>
    public void DrawColumns(string title, string caption, IReadOnlyList<double> heights, string from, string until, string top)
    {
        if (_screen is null || heights.Count == 0)
            return;
        WriteLine(title, Tone.Title);
        var room = _screen.Profile.Width - top.Length - 1;
        var lines = BlockColumns.Draw(heights, ChartLines, room);
        for (var line = 0; line < lines.Count; line++)
            _screen.MarkupLineInterpolated($"[aqua]{lines[line]}[/]{(line == 0 ? $" {top}" : "")}");
        WriteLine(Ends(from, until, lines[0].Length), Tone.Quiet);
        WriteLine(caption, Tone.Quiet);
        WriteLine();
    }

    private static string Ends(string from, string until, int columns) => from + until.PadLeft(Math.Max(until.Length + 1, columns - from.Length));

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Title => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        Tone.Quiet => new Style(Color.Grey),
        _ => Style.Plain,
    };
}
