using System.Text;
using DcepSim.Comparisons;
using DcepSim.OfflineRisks;
using DcepSim.Results;
using DcepSim.Sweeps;
using DcepSim.Validation;
using DcepSim.Web.Charts;
using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Report;

/// <summary>The report of a study of many experiments.</summary>
public sealed partial class StudyReport
{
    /// <summary>What it says.</summary>
    [Parameter, EditorRequired]
    public required StudyPage Page { get; set; }

    /// <summary>The sentences around it.</summary>
    [Parameter, EditorRequired]
    public required Wording Words { get; set; }

    /// <summary>The report as UTF-8 HTML: the same study and language always give the same bytes.</summary>
    /// <param name="study">A study; one of a kind without a page of its own is shown as its table.</param>
    /// <param name="language">The language of the page.</param>
    public static async Task<byte[]> WriteAsync(IStudy study, Language language)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(language);
        var sentences = new StudySentences(study.Facts, new Wording("Report.ReportText", language));
        var page = study switch
        {
            CampaignComparison comparison => ComparisonPage.Of(comparison, sentences),
            CampaignSweep sweep => SweepPage.Of(sweep, sentences),
            CampaignSensitivity sensitivity => SensitivityPage.Of(sensitivity, sentences),
            OfflineRisk risk => RiskPage.Of(risk, sentences),
            CampaignValidation validation => ValidationPage.Of(validation, sentences),
            _ => TablePage.Of(study, sentences),
        };
        await using var markup = new StaticMarkup();
        var html = await markup.RenderAsync<StudyReport>(new Dictionary<string, object?> { [nameof(Page)] = page, [nameof(Words)] = sentences.Words }).ConfigureAwait(false);
        return Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + ChartMarkup.Settle(html));
    }
}
