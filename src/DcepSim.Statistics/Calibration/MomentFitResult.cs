namespace DcepSim.Statistics.Calibration;

/// <summary>Where a fit ended, and what the targets can tell about the parameters there. Immutable.</summary>
public sealed record MomentFitResult
{
    /// <summary>How it ended.</summary>
    public required MomentFitOutcome Outcome { get; init; }

    /// <summary>The parameters, in the order given.</summary>
    public required IReadOnlyList<double> Theta { get; init; }

    /// <summary>The model's moments there, in the order of the targets.</summary>
    public required IReadOnlyList<double> Moments { get; init; }

    /// <summary>(moment - target) / scale.</summary>
    public required IReadOnlyList<double> Residuals { get; init; }

    /// <summary>Sum of squared residuals.</summary>
    public required double SumOfSquares { get; init; }

    /// <summary>Derivatives of moments by parameters in their own units: one row a target, one column a parameter.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Jacobian { get; init; }

    /// <summary>Singular values of the scaled Jacobian (change in residual per relative change in parameter), descending.</summary>
    public required IReadOnlyList<double> SingularValues { get; init; }

    /// <summary>How many of them are not zero: how many combinations of parameters the targets determine.</summary>
    public required int Rank { get; init; }

    /// <summary>Directions in relative changes of parameters along which no moment moves: one unit vector for each missing rank.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> FreeDirections { get; init; }

    /// <summary>Whether the targets determine each parameter: it has no part in any free direction.</summary>
    public required IReadOnlyList<bool> Identified { get; init; }

    /// <summary>Whether each parameter ended on one of its limits.</summary>
    public required IReadOnlyList<bool> AtLimit { get; init; }

    /// <summary>Steps tried.</summary>
    public required int Iterations { get; init; }

    /// <summary>How often the model was evaluated.</summary>
    public required int Evaluations { get; init; }
}
