namespace DcepSim.Statistics.Estimation;

/// <summary>Where the next draw of an unknown distribution falls, by order statistics of the draws so far alone.</summary>
/// <remarks>Of n independent draws the k-th smallest lies above the next one with probability k / (n + 1), whatever the distribution (Wilks 1941).
/// So the ends are the order statistics at p (n + 1), Hyndman and Fan's type 6; between two of them lies a straight line. Where p (n + 1) is whole,
/// as for 95 % at 39 or 399 draws, the coverage is exact; elsewhere it is so for evenly spread draws, and nearly so for others.</remarks>
public static class PredictionInterval
{
    private const double Slack = 1e-9; // 1 - 0.95 is not quite 0.05

    /// <summary>How few draws have an interval of this level: those whose least and greatest are its ends; 39 for 95 %. O(1).</summary>
    /// <param name="level">Coverage, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range.</exception>
    public static int LeastDraws(double level)
    {
        Levels.Require(level);
        return Math.Max(1, (int)Math.Min(int.MaxValue, Math.Ceiling((2 / (1 - level)) - 1 - Slack)));
    }

    /// <summary>The median of the draws and the interval that covers one more draw. O(n log n), with a copy.</summary>
    /// <param name="draws">Finite, in any order; at least <see cref="LeastDraws"/>.</param>
    /// <param name="level">Coverage, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentException">There are too few draws for the level, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range.</exception>
    public static IntervalEstimate FromDraws(ReadOnlySpan<double> draws, double level = 0.95)
    {
        if (draws.Length < LeastDraws(level))
            throw new ArgumentException($"An interval that covers one more draw at level {level} needs {LeastDraws(level)} draws and up, not {draws.Length}.", nameof(draws));
        var ascending = draws.ToArray();
        Array.Sort(ascending);
        if (!double.IsFinite(ascending[0]) || !double.IsFinite(ascending[^1]))
            throw new ArgumentException("A draw is not finite.", nameof(draws));
        var below = Snapped((1 - level) / 2 * (ascending.Length + 1));
        return new(
            At(ascending, (ascending.Length + 1) / 2.0),
            At(ascending, below),
            At(ascending, ascending.Length + 1 - below),
            level,
            EstimatorNames.PredictionInterval);
    }

    private static double Snapped(double place) => Math.Abs(place - Math.Round(place)) < Slack ? Math.Round(place) : place;

    private static double At(double[] ascending, double place)
    {
        var held = Math.Clamp(place - 1, 0, ascending.Length - 1);
        var below = (int)held;
        var above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + ((held - below) * (ascending[above] - ascending[below]));
    }
}
