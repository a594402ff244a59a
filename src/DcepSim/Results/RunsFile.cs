using System.Globalization;
using System.Text;
using DcepSim.Experiments;

namespace DcepSim.Results;

/// <summary>Writes <c>runs.csv</c>: one row a run, with its metrics, its refusals and the breaks of its audit.</summary>
internal static class RunsFile
{
    public static byte[] Write(CampaignResult result)
    {
        var text = new StringBuilder("run");
        foreach (var metric in result.Metrics)
            text.Append(',').Append(metric.Metric.Name);
        text.Append(",issuedFen,refused,auditBreaks\n");
        foreach (var run in result.Runs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{run.Run}");
            foreach (var metric in result.Metrics)
                text.Append(',').Append(Format(metric.Metric.ValueIn(run.Outcome)));
            text.Append(CultureInfo.InvariantCulture, $",{run.Outcome.IssuedFen},{run.Outcome.Refusals.Values.Sum()},{run.Outcome.Audit.BreakCount}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // Counts are whole; an empty field is a value that is not there.
    private static string Format(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
