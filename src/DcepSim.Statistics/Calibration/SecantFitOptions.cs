namespace DcepSim.Statistics.Calibration;

/// <summary>How <see cref="SecantFit"/> searches. Immutable; checked when a fit starts.</summary>
public sealed record SecantFitOptions
{
    /// <summary>Solved when no residual exceeds this; 0.1 by default, a tenth of the noise where residuals are measured in it.</summary>
    public double Tolerance { get; init; } = 0.1;

    /// <summary>Evaluations after which no further step is begun, 1 and up; 80 by default.</summary>
    public int EvaluationsMax { get; init; } = 80;

    /// <summary>Finite-difference step, above zero; 0.02 by default, which is 2 % of a parameter in logarithms.</summary>
    public double DifferenceStep { get; init; } = 0.02;

    /// <summary>The longest step in one parameter, above zero; 0.7 by default, which is a factor of two in logarithms.</summary>
    public double StepMax { get; init; } = 0.7;

    /// <summary>At a minimum when no parameter moves by more than this; 1e-7 by default.</summary>
    public double StepTolerance { get; init; } = 1e-7;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(EvaluationsMax, 1);
        foreach (var (name, value) in new[] { (nameof(Tolerance), Tolerance), (nameof(DifferenceStep), DifferenceStep), (nameof(StepMax), StepMax), (nameof(StepTolerance), StepTolerance) })
        {
            if (!(value > 0 && double.IsFinite(value)))
                throw new ArgumentOutOfRangeException(name, value, "Tolerances and steps are finite and above zero.");
        }
    }
}
