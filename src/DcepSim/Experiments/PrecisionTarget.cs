using DcepSim.Results;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Experiments;

/// <summary>How well an experiment is to know the mean of one metric before it stops.</summary>
/// <param name="Metric">The metric whose interval decides; all others get the same runs.</param>
/// <param name="RelativeHalfWidth">Half-width of the 95 % interval of the mean as a part of the mean's absolute value, strictly between 0 and
/// 1: 0.005 is plus or minus 0.5 %.</param>
/// <remarks>Immutable. Decisions are made at few fixed looks over runs in order (<see cref="PrecisionRule"/>), so threads do not change them.</remarks>
public sealed record PrecisionTarget(Metric Metric, double RelativeHalfWidth)
{
    /// <summary>The runs before the first look, 2 and up; 100 unless set. Fewer make an interval that covers less than it says.</summary>
    public int RunsMin { get; init; } = 100;

    internal PrecisionRule RuleFor(int runsMax) => new(RelativeHalfWidth, Math.Min(RunsMin, runsMax), runsMax);

    internal void Validate(int runsMax)
    {
        ArgumentNullException.ThrowIfNull(Metric);
        ArgumentOutOfRangeException.ThrowIfLessThan(RunsMin, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(runsMax, 2);
        _ = RuleFor(runsMax);
    }
}
