using DcepSim.Results;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Forecasts;

/// <summary>What one would say of a new pilot without a model: counts scale with packets, money with money issued.</summary>
internal static class Baselines
{
    public static double? FirstPilotScaled(Metric metric, IReadOnlyList<Scenario> training, Scenario target) => Ratio(metric, training[0]) * Issued(metric, target);

    public static double? MeanOfRatios(Metric metric, IReadOnlyList<Scenario> training, Scenario target)
    {
        var ratios = training.Select(pilot => Ratio(metric, pilot)).OfType<double>().ToArray();
        return ratios.Length == 0 ? null : ratios.Average() * Issued(metric, target);
    }

    private static double? Ratio(Metric metric, Scenario pilot) => pilot.Published.TryGetValue(metric.Name, out var figure)
        ? metric == Metric.MeanPayment ? figure.Value : figure.Value / Issued(metric, pilot)
        : null;

    private static double Issued(Metric metric, Scenario pilot) =>
        metric == Metric.MeanPayment ? 1
        : metric.Unit == MetricUnit.Count ? pilot.Campaign.Winners
        : pilot.Campaign.Issued.Fen;
}
