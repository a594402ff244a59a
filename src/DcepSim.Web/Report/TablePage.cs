using System.Text;
using DcepSim.Results;

namespace DcepSim.Web.Report;

/// <summary>The page of a study that has none of its own: its table as its CSV file holds it.</summary>
internal static class TablePage
{
    private const int RowsShownMax = 500;

    public static StudyPage Of(IStudy study, StudySentences say)
    {
        var rows = Encoding.UTF8.GetString(study.WriteCsv()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(CellsOf).ToList();
        return new(
            say.Fill("TableStudyTitle", study.Facts.Kind, say.Scenarios),
            say.Fill("TableStudyQuestion", study.Facts.Kind, string.Join("; ", study.Facts.Arguments.Select(argument => $"{argument.Name} {string.Join(", ", argument.Values)}"))),
            say.Fill("TableStudyAnswer", $"{study.Facts.Kind}.csv", $"{study.Facts.Kind}.json", say.Numbers.Count(Math.Max(0, rows.Count - 1))),
            say.Audit,
            [say.Words["TableStudyNote"], say.Words["UnknownForecast"]],
            rows.Count == 0 ? new([], []) : new(rows[0], [.. rows.Skip(1).Take(RowsShownMax)]),
            [],
            say.Footer);
    }

    private static IReadOnlyList<string> CellsOf(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
                isQuoted = !isQuoted;
            else if (letter == ',' && !isQuoted)
                Take();
            else
                cell.Append(letter);
        }

        Take();
        return cells;

        void Take()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
