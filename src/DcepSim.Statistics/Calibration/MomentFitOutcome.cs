namespace DcepSim.Statistics.Calibration;

/// <summary>How a fit ended.</summary>
public enum MomentFitOutcome
{
    /// <summary>Every target is met within the tolerance.</summary>
    Solved,

    /// <summary>No better parameters nearby, and at least one target is missed: too few parameters, or a limit in the way.</summary>
    Minimum,

    /// <summary>The allowed steps ran out.</summary>
    IterationsSpent,
}
