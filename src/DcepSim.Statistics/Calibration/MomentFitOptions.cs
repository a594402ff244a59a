namespace DcepSim.Statistics.Calibration;

/// <summary>How a fit searches. Immutable; checked when a fit starts.</summary>
public sealed record MomentFitOptions
{
    /// <summary>Steps tried at most, 1 and up; 100 by default.</summary>
    public int IterationsMax { get; init; } = 100;

    /// <summary>
    /// Finite-difference step as a part of the parameter, above 0 and at most 0.5; 0.01 by default. Simulated moments move in small jumps even
    /// under common random numbers: too small a step measures the jumps.
    /// </summary>
    public double DifferenceStep { get; init; } = 0.01;

    /// <summary>Solved when no scaled residual exceeds this; 1e-6 by default.</summary>
    public double ResidualTolerance { get; init; } = 1e-6;

    /// <summary>At a minimum when no parameter moves by more than this part of itself; 1e-9 by default.</summary>
    public double StepTolerance { get; init; } = 1e-9;

    /// <summary>Singular values below this part of the largest count as zero; 1e-4 by default.</summary>
    public double RankTolerance { get; init; } = 1e-4;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(IterationsMax, 1);
        if (!(DifferenceStep is > 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(DifferenceStep), DifferenceStep, "The difference step lies above 0 and is at most 0.5.");
        foreach (var tolerance in new[] { ResidualTolerance, StepTolerance, RankTolerance })
        {
            if (!(tolerance is > 0 and < 1))
                throw new ArgumentOutOfRangeException(nameof(ResidualTolerance), tolerance, "Tolerances lie strictly between 0 and 1.");
        }
    }
}
