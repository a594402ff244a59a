namespace DcepSim.Statistics.Estimation;

/// <summary>When to stop adding runs: as soon as the interval of the mean is narrow enough, looked at rarely.</summary>
/// <remarks>
/// Stopping at the first narrow interval favours samples whose spread came out small, and so covers less than it says. Two guards keep that loss
/// small: never fewer than <see cref="RunsMin"/> runs, and after each look the number of runs jumps to what the spread seen so far asks for, so
/// that two or three looks decide.
/// </remarks>
public sealed record PrecisionRule
{
    /// <summary>A rule.</summary>
    /// <param name="relativeHalfWidth">Half-width of the interval as a part of the mean's absolute value, strictly between 0 and 1: 0.01 is plus or minus 1 %.</param>
    /// <param name="runsMin">Runs before the first look, 2 and up; with 100 the 95 % interval covers more than 94 % on runs as skewed as a gamma variable of shape 4.</param>
    /// <param name="runsMax">Where to give up, at least the least number.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public PrecisionRule(double relativeHalfWidth, int runsMin = 100, int runsMax = 1_000_000)
    {
        if (!(relativeHalfWidth is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(relativeHalfWidth), relativeHalfWidth, "A relative half-width lies strictly between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(runsMin, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(runsMax, runsMin);
        RelativeHalfWidth = relativeHalfWidth;
        RunsMin = runsMin;
        RunsMax = runsMax;
    }

    /// <summary>Half-width of the interval as a part of the mean's absolute value.</summary>
    public double RelativeHalfWidth { get; }

    /// <summary>Runs before the first look.</summary>
    public int RunsMin { get; }

    /// <summary>Where to give up.</summary>
    public int RunsMax { get; }

    /// <summary>Whether the interval is narrow enough. A mean of zero never satisfies a relative width unless there is no spread at all.</summary>
    /// <param name="estimate">What the runs so far say.</param>
    public bool IsMet(Estimate estimate) =>
        estimate.Runs >= RunsMin && estimate.MeanHalfWidth is { } half && half <= RelativeHalfWidth * Math.Abs(estimate.Mean);

    /// <summary>How many runs there should be in all before the next look; equal to the runs so far when it is time to stop.</summary>
    /// <param name="estimate">What the runs so far say.</param>
    public int RunsNeeded(Estimate estimate)
    {
        if (estimate.Runs < RunsMin)
            return RunsMin;
        if (estimate.Runs >= RunsMax || IsMet(estimate))
            return estimate.Runs;
        var ratio = (estimate.MeanHalfWidth ?? double.PositiveInfinity) / (RelativeHalfWidth * Math.Abs(estimate.Mean));
        var needed = estimate.Runs * ratio * ratio;
        return needed < RunsMax ? Math.Max(estimate.Runs + 1, (int)Math.Ceiling(needed)) : RunsMax;
    }
}
