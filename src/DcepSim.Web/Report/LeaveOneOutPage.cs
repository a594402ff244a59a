using System.Globalization;
using DcepSim.Forecasts;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The page of forecasts held against what happened: each pilot from all others.</summary>
internal static class LeaveOneOutPage
{
    public static StudyPage Of(LeaveOneOut study, StudySentences say)
    {
        var figures = study.Pilots.SelectMany(pilot => pilot.Figures).ToList();
        var lost = figures.Count(figure => figure.Best is not null and not "model");
        return new(
            say.Fill("LeftTitle", say.Scenarios),
            say.Words["LeftQuestion"],
            say.Fill("LeftAnswer", say.Numbers.Count(figures.Count(figure => figure.IsCovered)), say.Numbers.Count(figures.Count), say.Numbers.Count(lost)),
            say.Audit,
            [say.Words["LeftNote"], say.Words["LeftScore"]],
            Figures(study, say),
            [.. study.Pilots.Select(pilot => ChartOf(pilot, say))],
            say.Footer);
    }

    private static double Relative(double value, LeftOutFigure figure) => 100 * ((value / figure.Outcome) - 1);

    private static StudyChart ChartOf(LeftOutPilot pilot, StudySentences say)
    {
        var drawn = pilot.Figures.Where(figure => figure.Outcome > 0).ToList();
        return new(
            say.Held(say.TitleOf(pilot.Forecast.Target), say.Words["LeftSummary"]),
            new(
                [say.Words["Statistic"], say.Words["Published"], say.Words["Median"], say.Words["PredictionInterval"]],
                [.. drawn.Select(figure => new[] { Name(figure, say), Write(figure, figure.Outcome, say), Write(figure, figure.Forecast.Median, say), say.Numbers.Range(figure.Forecast.Metric, figure.Forecast.Low, figure.Forecast.High) })]),
            [.. drawn.Select(figure => new RangePoint(Name(figure, say), Relative(figure.Forecast.Median, figure), Relative(figure.Forecast.Low, figure), Relative(figure.Forecast.High, figure)))],
            new("", _ => ""),
            say.PerCent("AgreementUp"),
            0);
    }

    private static string Name(LeftOutFigure figure, StudySentences say) => say.NameOf(figure.Forecast.Metric);

    private static string Write(LeftOutFigure figure, double value, StudySentences say) => say.Numbers.Of(figure.Forecast.Metric, value);

    private static ChartTable Figures(LeaveOneOut study, StudySentences say) => new(
        [say.Words["Pilot"], say.Words["Statistic"], say.Words["Published"], say.Words["PredictionInterval"], say.Words["Inside"], say.Words["ScoreModel"], say.Words["ScoreFirst"], say.Words["ScoreRatios"]],
        [
            .. study.Pilots.SelectMany(pilot => pilot.Figures.Select(figure => new[]
            {
                say.TitleOf(pilot.Forecast.Target),
                Name(figure, say),
                Write(figure, figure.Outcome, say),
                say.Numbers.Range(figure.Forecast.Metric, figure.Forecast.Low, figure.Forecast.High),
                say.Words[figure.IsCovered ? "Yes" : "No"],
                Score(figure.Score, figure),
                Score(figure.FirstPilotScore, figure),
                Score(figure.MeanOfRatiosScore, figure),
            })),
        ]);

    private static string Score(double? score, LeftOutFigure figure) =>
        score is { } value && figure.Outcome > 0 ? (value / figure.Outcome).ToString("0.00", CultureInfo.InvariantCulture) : "–";
}
