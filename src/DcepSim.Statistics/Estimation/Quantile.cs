namespace DcepSim.Statistics.Estimation;

/// <summary>Sample quantiles by one stated definition: type 7 of Hyndman and Fan (1996), the default of R, NumPy and Excel.</summary>
public static class Quantile
{
    /// <summary>The quantile of values in any order. O(n log n), with a copy.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="probability">0 (the least) to 1 (the greatest).</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of range.</exception>
    public static double Of(ReadOnlySpan<double> values, double probability)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted, probability);
    }

    /// <summary>The quantile of values that already ascend: straight line between the order statistics around (n - 1) p. O(1).</summary>
    /// <param name="ascending">At least one, ascending; not checked.</param>
    /// <param name="probability">0 to 1.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of range.</exception>
    public static double OfSorted(ReadOnlySpan<double> ascending, double probability)
    {
        if (ascending.IsEmpty)
            throw new ArgumentException("A quantile needs at least one value.", nameof(ascending));
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        var place = (ascending.Length - 1) * probability;
        var below = (int)place;
        var above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + ((place - below) * (ascending[above] - ascending[below]));
    }
}
