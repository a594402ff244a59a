using System.Text;
using System.Text.Json;
using DcepSim.Branches;
using DcepSim.Calibration;
using DcepSim.Choices;
using DcepSim.Comparisons;
using DcepSim.Forecasts;
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
    private const int ColumnsOfUsualSize = 9;

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
            CampaignForecast forecast => ForecastPage.Of(forecast, sentences),
            LeaveOneOut left => LeaveOneOutPage.Of(left, sentences),
            CampaignChoice choice => ChoicePage.Of(choice, sentences),
            CampaignBranching branching => BranchPage.Of(branching, sentences),
            CampaignCalibration calibration => CalibrationPage.Of(calibration, sentences),
            _ => TablePage.Of(study, sentences),
        };
        return await WriteAsync(page, sentences.Words).ConfigureAwait(false);
    }

    /// <summary>The page of a settlement benchmark as UTF-8 HTML.</summary>
    /// <param name="bench">A benchmark's report as JSON, of the format <c>dcepsim.bench/1</c>.</param>
    /// <param name="language">The language of the page.</param>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">A field of the format is missing.</exception>
    public static async Task<byte[]> WriteAsync(ReadOnlyMemory<byte> bench, Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        using var report = JsonDocument.Parse(bench);
        var words = new Wording("Report.ReportText", language);
        return await WriteAsync(BenchPage.Of(report.RootElement, words), words).ConfigureAwait(false);
    }

    internal static async Task<byte[]> WriteAsync(StudyPage page, Wording words)
    {
        await using var markup = new StaticMarkup();
        var html = await markup.RenderAsync<StudyReport>(new Dictionary<string, object?> { [nameof(Page)] = page, [nameof(Words)] = words }).ConfigureAwait(false);
        return Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + ChartMarkup.Settle(html));
    }
}
