using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Validation;

/// <summary>A published figure held against the simulated one.</summary>
/// <param name="Metric">Which metric.</param>
/// <param name="Figure">What was published, where, and what part it played.</param>
/// <param name="Estimate">What the runs gave; <c>null</c> where the scenario has nothing for the metric to count.</param>
public sealed record ValidatedFigure(Metric Metric, PublishedFigure Figure, Estimate? Estimate)
{
    /// <summary>Whether the figure lies where one more run of the model falls by chance; <c>null</c> with fewer than two runs.</summary>
    public bool? IsInsideRunRange => Figure.Value >= Estimate?.RunLow && Figure.Value <= Estimate?.RunHigh ? true : Estimate?.RunLow is null ? null : false;

    /// <summary>Whether it lies in the interval of the model's mean; <c>null</c> with fewer than two runs.</summary>
    public bool? IsInsideMeanInterval => Figure.Value >= Estimate?.MeanLow && Figure.Value <= Estimate?.MeanHigh ? true : Estimate?.MeanLow is null ? null : false;

    /// <summary>Whether agreement would say anything: only figures kept aside from fitting test the model.</summary>
    public bool IsTest => Figure.Role == FigureRole.HeldOut;

    /// <summary>The outcome of the test: whether the figure lies inside the run range; <c>null</c> for what is no test, fitted figures above
    /// all.</summary>
    public bool? IsValidated => IsTest ? IsInsideRunRange : null;

    /// <summary>How far the mean lies from the figure, as a part of it; <c>null</c> where there is none, or it is zero.</summary>
    public double? Difference => Estimate is { } estimate && Figure.Value != 0 && double.IsFinite(estimate.Mean) ? (estimate.Mean - Figure.Value) / Figure.Value : null;
}
