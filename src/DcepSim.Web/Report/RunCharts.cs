using DcepSim.Experiments;
using DcepSim.Simulation.Scenarios;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The chart that holds a campaign's metrics against published figures.</summary>
internal sealed class RunCharts(CampaignResult result, Wording words, Numbers numbers)
{
    public ChartText AgreementText => new(words["AgreementTitle"], words["AgreementSummary"], words["TableTitle"]);

    public ChartAxis AgreementAlong { get; } = new("", _ => "");

    public ChartAxis AgreementUp => new(words["AgreementUp"], value => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Inputs are left out: they agree because they were put in.</summary>
    private IEnumerable<MetricEstimate> Compared => result.Metrics.Where(metric => metric is { Published: > 0 } && metric.Role != FigureRole.Input && double.IsFinite(metric.Mean));

    public IReadOnlyList<RangePoint> Agreement() =>
        [.. Compared.Select(metric => new RangePoint(Name(metric), PartOf(metric, metric.Mean), PartOf(metric, metric.Estimate.RunLow ?? metric.Mean), PartOf(metric, metric.Estimate.RunHigh ?? metric.Mean)))];

    public ChartTable AgreementTable() => new(
        [words["Statistic"], words["Role"], words["Published"], words["Simulated"], words["RunRange"], words["Difference"]],
        [.. Compared.Select(metric => new[]
        {
            Name(metric),
            MetricNames.Of(metric.Role, words.Language),
            numbers.Of(metric.Metric, metric.Published),
            numbers.Of(metric.Metric, metric.Mean),
            numbers.Range(metric.Metric, metric.Estimate.RunLow, metric.Estimate.RunHigh),
            numbers.Change(metric.Difference),
        })]);

    private static double PartOf(MetricEstimate metric, double value) => ((value / metric.Published!.Value) - 1) * 100;

    private string Name(MetricEstimate metric) => MetricNames.Of(metric.Metric, words.Language);
}
