using System.Text;
using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>Writes what came of a campaign as one page that needs nothing else: no network, no script, no other file.</summary>
public static class CampaignReport
{
    /// <summary>The report as UTF-8 HTML: the same result, observations and language always give the same bytes.</summary>
    /// <param name="result">What came of the runs.</param>
    /// <param name="observed">What was observed beside; <c>null</c> leaves its charts out.</param>
    /// <param name="language">The language of the page.</param>
    public static async Task<byte[]> WriteAsync(CampaignResult result, CampaignObservations? observed, Language language)
    {
        ArgumentNullException.ThrowIfNull(result);
        await using var markup = new StaticMarkup();
        var page = await markup.RenderAsync<RunReport>(new Dictionary<string, object?>
        {
            [nameof(RunReport.Result)] = result,
            [nameof(RunReport.Observed)] = observed,
            [nameof(RunReport.Words)] = new Wording("Report.ReportText", language),
        }).ConfigureAwait(false);
        return Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + ChartMarkup.Settle(page));
    }
}
