using System.Globalization;
using DcepSim.Calibration;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The page of a calibration: what published totals determine, and what they leave open.</summary>
internal static class CalibrationPage
{
    private const double DistanceDrawnMax = 10;
    private const double Deviations = 1.96;

    public static StudyPage Of(CampaignCalibration study, StudySentences say)
    {
        var open = study.Parameters.Where(parameter => !parameter.IsIdentified).Select(parameter => parameter.Field.Path).ToList();
        return new(
            say.Fill("CalibrateTitle", say.Scenarios),
            say.Fill("CalibrateQuestion", say.Numbers.Count(study.Targets.Length), say.Numbers.Count(study.Parameters.Length)),
            say.Words[study.IsSolved ? "CalibrateSolved" : "CalibrateUnsolved"] + " "
                + (open.Count == 0 ? say.Words["CalibrateAll"] : say.Fill("CalibrateOpen", say.Numbers.Count(open.Count), string.Join(", ", open))),
            say.Audit,
            [say.Words["CalibrateNote"], say.Fill("CalibrateSets", say.Numbers.Count(study.Ensemble?.Sets.Length), say.Numbers.Count(study.SetsTried)), say.Words["UnknownForecast"]],
            Figures(study, say),
            [Targets(study, say), .. Sets(study, say), .. study.Parameters.Where(parameter => parameter.Profile.Length > 0).Select(parameter => Profile(parameter, say))],
            say.Footer);
    }

    private static StudyChart Targets(CampaignCalibration study, StudySentences say) => new(
        say.Held(say.Words["CalibrateTargets"], say.Words["CalibrateTargetsSummary"]),
        new(
            [say.Words["Statistic"], say.Words["Published"], say.Words["Simulated"], say.Words["Difference"]],
            [.. study.Targets.Select(target => new[] { say.NameOf(target.Metric), say.Numbers.Of(target.Metric, target.Published), say.Numbers.Of(target.Metric, target.Simulated), say.Numbers.Change(target.Difference) })]),
        [.. study.Targets.Select(target => new RangePoint(say.NameOf(target.Metric), 100 * target.Difference, 100 * (target.Difference - Spread(target)), 100 * (target.Difference + Spread(target))))],
        new("", _ => ""),
        say.PerCent("AgreementUp"),
        0);

    private static double Spread(CalibratedTarget target) => Deviations * target.Noise / target.Published;

    private static IEnumerable<StudyChart> Sets(CampaignCalibration study, StudySentences say)
    {
        var drawn = study.Parameters.Where(parameter => parameter is { SetsLow: not null, SetsHigh: not null, Value: not 0 }).ToList();
        if (drawn.Count == 0)
            return [];
        return
        [
            new(
                say.Assumed(say.Words["CalibrateSetsChart"], say.Words["CalibrateSetsSummary"]),
                new([say.Words["Field"], say.Words["Value"], say.Words["SetsRange"]], [.. drawn.Select(parameter => new[] { parameter.Field.Path, Number(parameter.Value), Range(parameter.SetsLow, parameter.SetsHigh) })]),
                [.. drawn.Select(parameter => new RangePoint(StudySentences.LastOf(parameter.Field.Path), 0, Relative(parameter.SetsLow!.Value, parameter), Relative(parameter.SetsHigh!.Value, parameter)))],
                new(say.Words["Field"], _ => ""),
                say.PerCent("CalibrateSetsUp"),
                0),
        ];
    }

    private static double Relative(double end, CalibratedParameter parameter) => 100 * (end - parameter.Value) / Math.Abs(parameter.Value);

    private static StudyChart Profile(CalibratedParameter parameter, StudySentences say) => new(
        say.Assumed(say.Fill("ProfileChart", parameter.Field.Path), say.Words["ProfileSummary"]),
        new(
            [parameter.Field.Path, say.Words["ProfileUp"], say.Words["Fits"]],
            [.. parameter.Profile.Select(point => new[] { Number(point.Value), Number(Math.Sqrt(point.SumOfSquares)), say.Words[point.Fits ? "Yes" : "No"] })]),
        [],
        new(parameter.Field.Path, Number),
        new(say.Words["ProfileUp"], Number) { Min = 0, Max = DistanceDrawnMax, Step = 2 },
        null)
    {
        Lines = [new(parameter.Field.Path, [.. parameter.Profile.Select(point => (point.Value, Distance: Math.Min(DistanceDrawnMax, Math.Sqrt(point.SumOfSquares)))).Select(point => new BandPoint(point.Value, point.Distance, point.Distance, point.Distance))])],
    };

    private static ChartTable Figures(CampaignCalibration study, StudySentences say) => new(
        [say.Words["Field"], say.Words["Value"], say.Words["SetsRange"], say.Words["FitsRange"], say.Words["Identified"]],
        [
            .. study.Parameters.Select(parameter => new[]
            {
                parameter.Field.Path,
                Number(parameter.Value) + (parameter.IsAtLimit ? $" ({say.Words["AtLimit"]})" : ""),
                Range(parameter.SetsLow, parameter.SetsHigh),
                Range(parameter.FitsFrom, parameter.FitsTo),
                say.Words[parameter.IsIdentified ? "Yes" : parameter.IsIdentifiedGivenAssumed == true ? "IdentifiedGiven" : "No"],
            }),
        ]);

    private static string Range(double? low, double? high) => low is { } from && high is { } to ? $"{Number(from)} – {Number(to)}" : "–";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
