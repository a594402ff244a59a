namespace DcepSim.Statistics.Estimation;

/// <summary>Estimates from independent runs. Sums go in run order, so the same runs give the same bytes whoever computed them.</summary>
public static class RunEstimator
{
    /// <summary>Mean, standard deviation, interval of the mean and run range of one statistic. O(n).</summary>
    /// <param name="valuesInRunOrder">One value a run, at least one.</param>
    /// <param name="level">Coverage aimed at, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range.</exception>
    public static Estimate FromRuns(ReadOnlySpan<double> valuesInRunOrder, double level = 0.95)
    {
        Levels.Require(level);
        var (mean, sumOfSquares) = Moments(valuesInRunOrder);
        return Of(mean, sumOfSquares, valuesInRunOrder.Length, level);
    }

    /// <summary>The same estimate from sums of whole numbers: exact, so the order in which runs were added leaves no trace.</summary>
    /// <param name="runs">How many values were added, at least one.</param>
    /// <param name="sum">Their sum.</param>
    /// <param name="sumOfSquares">The sum of their squares.</param>
    /// <param name="level">Coverage aimed at, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no value, the level is out of range, or no values have such squares.</exception>
    /// <exception cref="OverflowException">The values are too large for exact sums: about 10^16 for a thousand runs.</exception>
    public static Estimate FromSums(int runs, Int128 sum, Int128 sumOfSquares, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        Levels.Require(level);
        var timesRuns = (sumOfSquares * runs) - (sum * sum);
        if (timesRuns < 0)
            throw new ArgumentOutOfRangeException(nameof(sumOfSquares), sumOfSquares, $"Squares of {runs} values with the sum {sum} add up to more.");
        return Of((double)sum / runs, (double)timesRuns / runs, runs, level);
    }

    /// <summary>How much more one design gives than another, run by run under the same chance (common random numbers).</summary>
    /// <param name="ofBaseline">The first design's value in each run.</param>
    /// <param name="ofVariant">The second design's value in the same runs, in the same order.</param>
    /// <param name="level">Coverage aimed at.</param>
    /// <returns>The estimate of variant minus baseline (<see cref="EstimatorNames.PairedDifference"/>).</returns>
    /// <exception cref="ArgumentException">The numbers of runs differ or are zero, or a value is not finite.</exception>
    public static Estimate FromPairs(ReadOnlySpan<double> ofBaseline, ReadOnlySpan<double> ofVariant, double level = 0.95)
    {
        if (ofBaseline.Length != ofVariant.Length)
            throw new ArgumentException($"Pairs need as many runs of the variant ({ofVariant.Length}) as of the baseline ({ofBaseline.Length}).", nameof(ofVariant));
        var differences = new double[ofBaseline.Length];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = ofVariant[i] - ofBaseline[i];
        return FromRuns(differences, level);
    }

    private static Estimate Of(double mean, double sumOfSquares, int n, double level)
    {
        if (n == 1)
            return new(mean, null, null, null, null, null, level, 1);
        var sd = Math.Sqrt(sumOfSquares / (n - 1));
        var t = Levels.Student(n - 1, level);
        var (ofMean, ofRun) = (t * sd / Math.Sqrt(n), t * sd * Math.Sqrt(1 + (1.0 / n)));
        return new(mean, sd, mean - ofMean, mean + ofMean, mean - ofRun, mean + ofRun, level, n);
    }

    internal static (double Mean, double SumOfSquares) Moments(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("An estimate needs at least one value.", nameof(values));
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        if (!double.IsFinite(sum))
            throw new ArgumentException("Every value must be finite, and so must their sum.", nameof(values));
        var mean = sum / values.Length;
        double squares = 0, drift = 0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
            drift += value - mean;
        }

        // The rounding error of the mean, taken out again (Chan, Golub and LeVeque 1983).
        return (mean, Math.Max(0, squares - (drift * drift / values.Length)));
    }
}
