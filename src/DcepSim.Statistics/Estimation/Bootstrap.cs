using DcepSim.Statistics.Sampling;
using MathNet.Numerics;

namespace DcepSim.Statistics.Estimation;

/// <summary>Bootstrap intervals (Efron and Tibshirani 1993). Resample r draws from child r of the key, so intervals repeat.</summary>
public static class Bootstrap
{
    /// <summary>The percentile interval: quantiles of the statistic over resamples. Simple, and too narrow for skewed statistics of few values.</summary>
    /// <param name="values">At least two.</param>
    /// <param name="statistic">What is estimated.</param>
    /// <param name="resamples">100 and up; 2,000 is usual.</param>
    /// <param name="key">The chance spent.</param>
    /// <param name="level">Coverage aimed at.</param>
    /// <exception cref="ArgumentException">Too few values or resamples, or no statistic.</exception>
    public static IntervalEstimate Percentile(ReadOnlySpan<double> values, SampleStatistic statistic, int resamples, RandomKey key, double level = 0.95)
    {
        var replicates = Replicates(values, statistic, resamples, key, level);
        var outside = (1 - level) / 2;
        return new(
            statistic(values),
            Quantile.OfSorted(replicates, outside),
            Quantile.OfSorted(replicates, 1 - outside),
            level,
            EstimatorNames.BootstrapPercentile);
    }

    /// <summary>The bias-corrected and accelerated interval: percentile corrected for median bias and for a spread that grows with the statistic.</summary>
    /// <param name="values">At least two; the statistic is also computed with each left out.</param>
    /// <param name="statistic">What is estimated.</param>
    /// <param name="resamples">100 and up; 2,000 is usual.</param>
    /// <param name="key">The chance spent.</param>
    /// <param name="level">Coverage aimed at.</param>
    /// <exception cref="ArgumentException">Too few values or resamples, or no statistic.</exception>
    public static IntervalEstimate Bca(ReadOnlySpan<double> values, SampleStatistic statistic, int resamples, RandomKey key, double level = 0.95)
    {
        var replicates = Replicates(values, statistic, resamples, key, level);
        var value = statistic(values);
        var (below, equal) = (replicates.Count(r => r < value), replicates.Count(r => r == value));
        if (equal == resamples)
            return new(value, value, value, level, EstimatorNames.BootstrapBca);

        // Kept off 0 and 1: where all replicates lie on one side the correction is as large as this many resamples can tell.
        var share = Math.Clamp((below + (equal / 2.0)) / resamples, 0.5 / resamples, 1 - (0.5 / resamples));
        var (bias, acceleration, z) = (NormalQuantile(share), Acceleration(values, statistic), Levels.Normal(level));
        return new(value, End(-z), End(z), level, EstimatorNames.BootstrapBca);

        double End(double normal)
        {
            var moved = bias + ((bias + normal) / (1 - (acceleration * (bias + normal))));
            return Quantile.OfSorted(replicates, Math.Clamp(NormalProbability(moved), 0, 1));
        }
    }

    private static double[] Replicates(ReadOnlySpan<double> values, SampleStatistic statistic, int resamples, RandomKey key, double level)
    {
        Levels.Require(level);
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        if (values.Length < 2)
            throw new ArgumentException($"A bootstrap needs at least two values, not {values.Length}.", nameof(values));
        var replicates = new double[resamples];
        var sample = new double[values.Length];
        for (var r = 0; r < resamples; r++)
        {
            var words = new KeyedWords(key.Child((ulong)r));
            for (var i = 0; i < sample.Length; i++)
                sample[i] = values[(int)words.Below((ulong)values.Length)];
            replicates[r] = statistic(sample);
        }

        Array.Sort(replicates);
        return replicates;
    }

    private static double Acceleration(ReadOnlySpan<double> values, SampleStatistic statistic)
    {
        var n = values.Length;
        var (jackknife, sample) = (new double[n], new double[n - 1]);
        for (var i = 0; i < n; i++)
        {
            values[..i].CopyTo(sample);
            values[(i + 1)..].CopyTo(sample.AsSpan(i));
            jackknife[i] = statistic(sample);
        }

        var (mean, squares) = RunEstimator.Moments(jackknife);
        var cubes = jackknife.Sum(j => Math.Pow(mean - j, 3));
        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }

    private static double NormalQuantile(double p) => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * p);

    private static double NormalProbability(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));
}
