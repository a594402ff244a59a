using DcepSim.Validation;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The page of a validation: published figures by their roles.</summary>
internal static class ValidationPage
{
    public static StudyPage Of(CampaignValidation study, StudySentences say)
    {
        var charts = new RunCharts(study.Result, say.Words, say.Numbers);
        var tests = study.Figures.Where(figure => figure.IsTest).ToList();
        return new(
            say.Fill("ValidateTitle", say.Scenarios),
            say.Fill("ValidateQuestion", say.Numbers.Count(study.Figures.Length)),
            tests.Count == 0 ? say.Words["NothingHeldOut"] : say.Fill("ValidateAnswer", say.Numbers.Count(tests.Count), say.Numbers.Count(tests.Count(figure => figure.IsValidated == true))),
            say.Audit,
            [say.Words["ValidateRoles"], say.Words["UnknownShape"], say.Words["UnknownForecast"]],
            Figures(study, say),
            [new(charts.AgreementText, charts.AgreementTable(), charts.Agreement(), charts.AgreementAlong, charts.AgreementUp, 0)],
            say.Footer);
    }

    private static ChartTable Figures(CampaignValidation study, StudySentences say) => new(
        [say.Words["Statistic"], say.Words["Role"], say.Words["Published"], say.Words["Simulated"], say.Words["RunRange"], say.Words["Inside"], say.Words["Difference"], say.Words["Source"]],
        [
            .. study.Figures.Select(figure => new[]
            {
                say.NameOf(figure.Metric),
                MetricNames.Of(figure.Figure.Role, say.Words.Language),
                say.Numbers.Of(figure.Metric, figure.Figure.Value),
                say.Numbers.Of(figure.Metric, figure.Estimate?.Mean),
                say.Numbers.Range(figure.Metric, figure.Estimate?.RunLow, figure.Estimate?.RunHigh),
                figure.IsInsideRunRange switch { true => say.Words["Yes"], false => say.Words["No"], null => "–" },
                say.Numbers.Change(figure.Difference),
                figure.Figure.Source,
            }),
        ]);
}
