using System.Globalization;
using System.Text;
using DcepSim.Web.Report;

/// <summary>Writes a page of text, code, what the code printed, and the pictures it drew: the code is read from the file that is running.</summary>
internal sealed class Notebook(string folder, string source)
{
    private readonly StringBuilder _page = new();
    private readonly StringBuilder _printed = new();
    private readonly List<string> _pictures = [];

    /// <summary>Text between cells.</summary>
    public void Say(string text) => _page.Append(text).Append("\n\n");

    /// <summary>Prints a line below the cell.</summary>
    public void Print(FormattableString line) => _printed.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Puts a chart of a report below the cell.</summary>
    public void Draw(byte[] report, params int[] charts)
    {
        foreach (var picture in charts.Select(chart => ReportPictures.Of(report)[chart]))
        {
            var name = $"{_pictures.Count + 1:00}.svg";
            File.WriteAllBytes(Path.Combine(folder, name), picture.Svg.ToArray());
            _pictures.Add($"![{picture.Title}]({name})\n\n*{picture.Title}{(picture.Assumption.Length == 0 ? "" : $" – {picture.Assumption}")}*");
        }
    }

    /// <summary>Runs a cell of that name and writes what is between its marks, what it printed and what it drew.</summary>
    public async Task CellAsync(string name, Func<Task> run)
    {
        var before = _pictures.Count;
        _printed.Clear();
        await run();
        var code = source.Split($"// [{name}\n")[1].Split("// ]")[0].Split('\n').SkipLast(1).Select(line => line.Length >= 4 ? line[4..] : line);
        _page.Append("```csharp\n").AppendJoin('\n', code).Append("\n```\n\n");
        if (_printed.Length > 0)
            _page.Append("```text\n").Append(_printed).Append("```\n\n");
        foreach (var picture in _pictures.Skip(before))
            _page.Append(picture).Append("\n\n");
    }

    /// <summary>Writes the page.</summary>
    public void Close() => File.WriteAllText(Path.Combine(folder, "README.md"), _page.ToString().TrimEnd() + "\n");
}
