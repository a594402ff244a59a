namespace DcepSim.Statistics.Estimation;

/// <summary>How good a forecast interval turned out to be (Gneiting and Raftery 2007): narrow is good, missing is bad.</summary>
public static class IntervalScore
{
    /// <summary>Width, plus 2 / (1 - level) for each unit by which the outcome lies outside. Smaller is better; honest intervals win on average.</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end, not below the lower.</param>
    /// <param name="level">Coverage the interval claims.</param>
    /// <param name="outcome">What happened.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level or the ends are out of range.</exception>
    public static double Of(double low, double high, double level, double outcome)
    {
        Levels.Require(level);
        if (!(high >= low))
            throw new ArgumentOutOfRangeException(nameof(high), high, $"The upper end lies at or above the lower, {low}.");
        return high - low + (2 / (1 - level) * (Math.Max(0, low - outcome) + Math.Max(0, outcome - high)));
    }
}
