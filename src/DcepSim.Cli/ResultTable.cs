using System.Globalization;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary>Shows a person what came of a campaign, within 80 columns.</summary>
internal static class ResultTable
{
    private static readonly string[] Header = ["statistic", "role", "published", "simulated", "95 % run range", "differ"];

    public static void Write(Sheet sheet, CampaignResult result, CampaignObservations? observed, string folder)
    {
        sheet.WriteLine($"{result.Scenario.Title.En}  {result.Scenario.Title.Zh}", Tone.Title);
        sheet.WriteLine();
        sheet.WriteTable([Header, .. result.Metrics.Select(Row)], leftAligned: 2);
        sheet.WriteLine();
        ResultCharts.Draw(sheet, result, observed);
        sheet.WriteLine(MetricText.Effort(result.Runs.Length, result.Seed, result.Threads, result.WallTime));
        if (result.Precision is { } precision)
            sheet.WriteLine(Stopping(precision));
        foreach (var line in MetricText.Conditions(null, result.Ensemble))
            sheet.WriteLine(line);
        sheet.WriteLine($"Audit: {(result.BooksAreClean ? "in every run the books agree to the fen" : "THE BOOKS DIFFER")}.", result.BooksAreClean ? Tone.Good : Tone.Bad);
        foreach (var note in Notes(result, folder))
            sheet.WriteLine(note);
    }

    private static string[] Row(MetricEstimate metric) =>
    [
        metric.Metric.Title,
        MetricText.Role(metric.Role),
        MetricText.Number(metric.Metric, metric.Published),
        MetricText.Number(metric.Metric, metric.Mean),
        MetricText.Interval(metric.Metric, metric.Estimate.RunLow, metric.Estimate.RunHigh),
        MetricText.Percent(metric.Difference),
    ];

    private static string Stopping(PrecisionOutcome precision)
    {
        var reached = precision.RelativeHalfWidth is { } width ? string.Create(CultureInfo.InvariantCulture, $"±{100 * width:0.####} %") : "no interval";
        var asked = string.Create(CultureInfo.InvariantCulture, $"±{100 * precision.Target.RelativeHalfWidth:0.####} %");
        return $"Stopped {(precision.IsMet ? "because the precision is reached" : "because the runs are used up")}: "
            + $"{precision.Target.Metric.Name} {reached}, asked {asked};\nlooked at {string.Join(", ", precision.Looks)} runs, at most {precision.RunsMax}.";
    }

    private static IEnumerable<string> Notes(CampaignResult result, string folder)
    {
        yield return "The range is where one more run falls by chance alone; it is no forecast. Fitted";
        yield return "figures were used to choose parameters: agreement with them proves nothing.";
        var marks = ScenarioMarks.Count(result.Scenario);
        yield return $"Assumptions: {Of(Mark.Assumed)} of the scenario's {marks.Values.Sum()} values ({Of(Mark.Published)} published, {Of(Mark.Derived)} derived, {Of(Mark.Fitted)} fitted).";
        var set = ScenarioMarks.PathsSetByUser(result.Scenario).ToList();
        if (set.Count > 0)
            yield return $"Set by you: {string.Join(", ", set)}.{(result.Scenario.Published.IsEmpty ? "" : "\nPublished figures are those of the unchanged pilot.")}";
        yield return $"Results: {folder}";

        int Of(Mark mark) => marks.GetValueOrDefault(mark);
    }
}
