using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary>Shows a person what came of a campaign, within 80 columns.</summary>
internal static class ResultTable
{
    private const int Width = 80;
    private const int LeftAligned = 2; // the first columns are words, the rest numbers
    private const string Nothing = "–";

    private static readonly string[] Header = ["statistic", "role", "published", "simulated", "95 % run range", "differ"];

    public static void Write(TextWriter output, CampaignResult result, string folder)
    {
        output.WriteLine($"{result.Scenario.Title.En}  {result.Scenario.Title.Zh}");
        output.WriteLine();
        WriteRows(output, [Header, .. result.Metrics.Select(Row)]);
        output.WriteLine();
        foreach (var note in Notes(result, folder))
            output.WriteLine(note);
    }

    private static string[] Row(MetricEstimate metric) =>
    [
        metric.Metric.Title,
        metric.Role == FigureRole.HeldOut ? "held out" : metric.Role.ToString().ToLowerInvariant(),
        Number(metric, metric.Published),
        Number(metric, metric.Mean),
        metric.Estimate.RunLow is null ? Nothing : $"{Number(metric, metric.Estimate.RunLow)}–{Number(metric, metric.Estimate.RunHigh)}",
        metric.Difference is { } difference ? difference.ToString("+0.00 %;-0.00 %;0.00 %", CultureInfo.InvariantCulture) : Nothing,
    ];

    private static void WriteRows(TextWriter output, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, Header.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var gap = widths.Sum() + (2 * (widths.Length - 1)) <= Width ? "  " : " ";
        for (var place = 0; place < rows.Count; place++)
        {
            var cells = rows[place].Select((cell, column) => column < LeftAligned ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            output.WriteLine(string.Join(gap, cells).TrimEnd());
            if (place == 0)
                output.WriteLine(new string('-', widths.Sum() + (gap.Length * (widths.Length - 1))));
        }
    }

    // Totals in whole yuan; a mean payment is small enough for its fen to matter.
    private static string Number(MetricEstimate metric, double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
            return Nothing;
        if (metric.Metric.Unit == MetricUnit.Count)
            return number.ToString("#,0", CultureInfo.InvariantCulture);
        return (number / 100).ToString(metric.Metric == Metric.MeanPayment ? "#,0.00" : "#,0", CultureInfo.InvariantCulture);
    }

    private static string Stopping(PrecisionOutcome precision)
    {
        var reached = precision.RelativeHalfWidth is { } width ? string.Create(CultureInfo.InvariantCulture, $"±{100 * width:0.####} %") : "no interval";
        var asked = string.Create(CultureInfo.InvariantCulture, $"±{100 * precision.Target.RelativeHalfWidth:0.####} %");
        return $"Stopped {(precision.IsMet ? "because the precision is reached" : "because the runs are used up")}: "
            + $"{precision.Target.Metric.Name} {reached}, asked {asked};\nlooked at {string.Join(", ", precision.Looks)} runs, at most {precision.RunsMax}.";
    }

    private static IEnumerable<string> Notes(CampaignResult result, string folder)
    {
        var runs = result.Runs.Length == 1 ? "1 run" : $"{result.Runs.Length} runs";
        var threads = result.Threads == 1 ? "1 thread" : $"{result.Threads} threads";
        var time = result.WallTime is { } wall ? string.Create(CultureInfo.InvariantCulture, $", {wall.TotalSeconds:0.0} s on {threads}") : "";
        yield return $"Money in yuan. {runs}, seed {result.Seed}{time}.";
        if (result.Precision is { } precision)
            yield return Stopping(precision);
        yield return $"Audit: {(result.BooksAreClean ? "in every run the books agree to the fen" : "THE BOOKS DIFFER")}.";
        yield return "The range is where one more run falls by chance alone; it is no forecast. Fitted";
        yield return "figures were used to choose parameters: agreement with them proves nothing.";
        var marks = ScenarioMarks.Count(result.Scenario);
        yield return $"Assumptions: {Of(Mark.Assumed)} of the scenario's {marks.Values.Sum()} values ({Of(Mark.Published)} published, {Of(Mark.Derived)} derived, {Of(Mark.Fitted)} fitted).";
        var set = result.Scenario.Provenance.Where(entry => entry.Value.Source == ScenarioMarks.SetByUser).Select(entry => entry.Key).ToList();
        if (set.Count > 0)
            yield return $"Set by you: {string.Join(", ", set)}.\nPublished figures are those of the unchanged pilot.";
        yield return $"Results: {folder}";

        int Of(Mark mark) => marks.GetValueOrDefault(mark);
    }
}
