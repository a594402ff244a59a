using System.Globalization;
using DcepSim.Sweeps;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The page of a sensitivity study: which fields move a metric.</summary>
internal static class SensitivityPage
{
    public static StudyPage Of(CampaignSensitivity study, StudySentences say)
    {
        var leading = study.Method == SensitivityMethod.Sobol ? "total" : "muStar";
        var order = study.Indices.Where(index => index.Index == leading).OrderByDescending(index => index.Estimate.Value).ToList();
        return new(
            say.Fill("SensitivityTitle", say.Scenarios),
            say.Fill("SensitivityQuestion", say.NameOf(study.Metric), string.Join(", ", study.Axes.Select(axis => axis.ToString()))),
            say.Fill("SensitivityAnswer", say.NameOf(study.Metric), order[0].Path, Number(order[0].Estimate.Value), Number(order[0].Estimate.Low), Number(order[0].Estimate.High), leading),
            say.Audit,
            [say.Words[study.Method == SensitivityMethod.Sobol ? "SensitivitySobol" : "SensitivityMorris"], say.Words["SensitivityRanges"]],
            new([say.Words["Field"], say.Words["Index"], say.Words["Value"], say.Words["BootstrapInterval"]], [.. study.Indices.Select(RowOf)]),
            [.. study.Indices.GroupBy(index => index.Index).Select(group => ChartOf(group.Key, [.. group], study, say))],
            say.Footer);
    }

    private static StudyChart ChartOf(string index, IReadOnlyList<SensitivityIndex> rows, CampaignSensitivity study, StudySentences say) => new(
        say.Assumed(say.Fill("SensitivityChart", index, say.NameOf(study.Metric)), say.Words["SensitivitySummary"]),
        new([say.Words["Field"], say.Words["Index"], say.Words["Value"], say.Words["BootstrapInterval"]], [.. rows.Select(RowOf)]),
        [.. rows.Select(row => new RangePoint(StudySentences.LastOf(row.Path), row.Estimate.Value, row.Estimate.Low, row.Estimate.High))],
        new(say.Words["Field"], _ => ""),
        new(index, value => Math.Abs(value) >= 1_000 ? say.Numbers.Shortened(value) : value.ToString("0.##", CultureInfo.InvariantCulture)),
        0);

    private static string[] RowOf(SensitivityIndex row) => [row.Path, row.Index, Number(row.Estimate.Value), $"{Number(row.Estimate.Low)} – {Number(row.Estimate.High)}"];

    private static string Number(double value) => value.ToString(Math.Abs(value) < 100 ? "0.000" : "#,0", CultureInfo.InvariantCulture);
}
