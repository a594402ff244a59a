namespace DcepSim.Statistics.Estimation;

/// <summary>Proportions counted among independent trials.</summary>
public static class Proportion
{
    /// <summary>Wilson's score interval: keeps its coverage near 0 and 1, where the textbook interval fails.</summary>
    /// <param name="successes">0 to trials.</param>
    /// <param name="trials">1 and up.</param>
    /// <param name="level">Coverage aimed at.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is out of range.</exception>
    public static IntervalEstimate Wilson(long successes, long trials, double level = 0.95)
    {
        Levels.Require(level);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(successes, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        double n = trials, p = successes / n, z = Levels.Normal(level), zz = z * z;
        var centre = (p + (zz / (2 * n))) / (1 + (zz / n));
        var half = z / (1 + (zz / n)) * Math.Sqrt((p * (1 - p) / n) + (zz / (4 * n * n)));
        return new(
            p,
            successes == 0 ? 0 : Math.Max(0, centre - half),
            successes == trials ? 1 : Math.Min(1, centre + half),
            level,
            EstimatorNames.Wilson);
    }
}
