using DcepSim.Results;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Web.Serve.Pages;

/// <summary>How figures and titles are written for a visitor.</summary>
internal static class FigureText
{
    private const double FenPerYuan = 100;

    /// <summary>A figure of a metric: money in yuan, shares in per cent, counts whole; a dash for none.</summary>
    public static string Number(Visit visit, string metric, double? value)
    {
        if (value is not { } known || !double.IsFinite(known))
            return "–";
        var culture = visit.Language.Culture;
        var written = Metric.All.FirstOrDefault(one => one.Name == metric)?.Unit switch
        {
            MetricUnit.Fen => (known / FenPerYuan).ToString(metric == Metric.MeanPayment.Name ? "N2" : "N0", culture),
            MetricUnit.Share => known.ToString("P1", culture),
            MetricUnit.Ratio => known.ToString(Math.Abs(known) < 1 ? "0.0000" : "N2", culture),
            _ => known.ToString("N0", culture),
        };
        return written.Replace('-', '−'); // the sign that relative differences bear, too
    }

    /// <summary>What a metric is called; its name in files where this version does not know it.</summary>
    public static string Name(Visit visit, string metric) =>
        Metric.All.FirstOrDefault(one => one.Name == metric) is { } known ? Capital(MetricNames.Of(known, visit.Language)) : metric;

    /// <summary>What a role is called; its name in files where this version does not know it.</summary>
    public static string Role(Visit visit, string role) =>
        Enum.TryParse<FigureRole>(role, ignoreCase: true, out var known) ? MetricNames.Of(known, visit.Language) : role;

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    public static string Title(Visit visit, Scenario scenario) => visit.Language == Language.Chinese ? scenario.Title.Zh : scenario.Title.En;

    public static string OtherTitle(Visit visit, Scenario scenario) => visit.Language == Language.Chinese ? scenario.Title.En : scenario.Title.Zh;
}
