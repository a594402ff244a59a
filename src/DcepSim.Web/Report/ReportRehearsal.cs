using System.Globalization;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>Writes a small page of made-up figures, with a chart of each kind, for nobody: the runtime compiles code at its first use, so a report
/// that comes later is written sooner.</summary>
public static class ReportRehearsal
{
    /// <summary>Plays it once; may go on beside anything else, and changes nothing that a report says.</summary>
    /// <param name="language">The language of the report that may come.</param>
    /// <returns>The page.</returns>
    public static Task<byte[]> PlayAsync(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        var words = new Wording("Report.ReportText", language);
        var along = new ChartAxis("", Shown) { Min = 0 };
        var table = new ChartTable(["", ""], [["", ""]]);
        var chart = new StudyChart(new("", "", ""), table, [new("a", 1, 0.5, 2), new("b", 2, 1, 3)], along, along, 0);
        StudyChart[] charts =
        [
            chart,
            chart with { Lines = [new("", [new(0, 1, 0, 2), new(1, 2, 1, 3)])] },
            chart with { Columns = [new("", [new("a", 1), new("b", 2)])] },
        ];
        return StudyReport.WriteAsync(new("", "", "", "", [""], table, charts, ""), words);
    }

    private static string Shown(double value) => value.ToString(CultureInfo.InvariantCulture);
}
