using DcepSim.Statistics.Estimation;
using DcepSim.Statistics.Sampling;

namespace DcepSim.Statistics.Designs;

/// <summary>The runs that Sobol indices need, and the indices from their outputs.</summary>
/// <remarks>
/// Two independent blocks of n points, A and B, and for each factor a block equal to A but for that factor's column, which is B's: n (d + 2) runs.
/// First order by Saltelli and others (2010), total by Jansen (1999). The caller evaluates <see cref="Point"/> 0 … <see cref="PointCount"/> - 1 in
/// any order, on any number of threads, and hands the outputs back by index. Immutable; safe to share.
/// </remarks>
public sealed class SobolIndexDesign
{
    private readonly SobolSequence _sequence;

    /// <summary>A design on scrambled Sobol points.</summary>
    /// <param name="factors">1 to 20.</param>
    /// <param name="basePoints">n, 2 and up; a power of two is best.</param>
    /// <param name="key">Names the shift of the points.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public SobolIndexDesign(int factors, int basePoints, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factors, SobolSequence.DimensionsMax / 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(basePoints, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(basePoints, 1 << 24);
        Factors = factors;
        BasePoints = basePoints;
        _sequence = new(2 * factors, key);
    }

    /// <summary>How many inputs vary.</summary>
    public int Factors { get; }

    /// <summary>Points in each block.</summary>
    public int BasePoints { get; }

    /// <summary>How many runs the design takes: n (d + 2).</summary>
    public int PointCount => BasePoints * (Factors + 2);

    /// <summary>The inputs of one run, each strictly between 0 and 1. Block A first, then B, then one block a factor.</summary>
    /// <param name="index">0 to <see cref="PointCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public double[] Point(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, PointCount);
        var (block, row) = Math.DivRem(index, BasePoints);
        var pair = _sequence.Point(row);
        var point = block == 1 ? pair[Factors..] : pair[..Factors];
        if (block > 1)
            point[block - 2] = pair[Factors + block - 2];
        return point;
    }

    /// <summary>The indices of every factor, with percentile bootstrap intervals over base points.</summary>
    /// <param name="outputs">One finite output a run, by index.</param>
    /// <param name="resamples">100 and up.</param>
    /// <param name="key">The chance the bootstrap spends.</param>
    /// <param name="level">Coverage aimed at.</param>
    /// <returns>One index a factor. They are not numbers when the output does not vary.</returns>
    /// <exception cref="ArgumentException">The number of outputs is not <see cref="PointCount"/>, or one is not finite.</exception>
    public IReadOnlyList<SobolIndex> Estimate(ReadOnlySpan<double> outputs, int resamples, RandomKey key, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        Levels.Require(level);
        if (outputs.Length != PointCount)
            throw new ArgumentException($"The design has {PointCount} runs; there are {outputs.Length} outputs.", nameof(outputs));
        var centred = Centred(outputs);
        var rows = new int[BasePoints];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i;
        var values = Indices(centred, rows);
        var replicates = new double[2 * Factors][];
        for (var k = 0; k < replicates.Length; k++)
            replicates[k] = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var words = new KeyedWords(key.Child((ulong)r));
            for (var i = 0; i < rows.Length; i++)
                rows[i] = (int)words.Below((ulong)BasePoints);
            var replicate = Indices(centred, rows);
            for (var k = 0; k < replicates.Length; k++)
                replicates[k][r] = replicate[k];
        }

        var indices = new SobolIndex[Factors];
        for (var f = 0; f < Factors; f++)
        {
            indices[f] = new(
                Interval(values[2 * f], replicates[2 * f], level, EstimatorNames.SobolFirst),
                Interval(values[(2 * f) + 1], replicates[(2 * f) + 1], level, EstimatorNames.SobolTotal));
        }

        return indices;
    }

    // The estimators do not mind a shift of the output, but their error does: around the mean it is least.
    private double[] Centred(ReadOnlySpan<double> outputs)
    {
        var (mean, _) = RunEstimator.Moments(outputs[..(2 * BasePoints)]);
        var centred = outputs.ToArray();
        for (var i = 0; i < centred.Length; i++)
        {
            centred[i] -= mean;
            if (!double.IsFinite(centred[i]))
                throw new ArgumentException($"Output {i} is not finite.", nameof(outputs));
        }

        return centred;
    }

    private double[] Indices(double[] outputs, int[] rows)
    {
        var n = BasePoints;
        double sum = 0, squares = 0;
        foreach (var row in rows)
        {
            var (a, b) = (outputs[row], outputs[n + row]);
            sum += a + b;
            squares += (a * a) + (b * b);
        }

        var mean = sum / (2 * n);
        var variance = (squares / (2 * n)) - (mean * mean);
        var indices = new double[2 * Factors];
        for (var f = 0; f < Factors; f++)
        {
            double first = 0, total = 0;
            foreach (var row in rows)
            {
                var (a, b, ab) = (outputs[row], outputs[n + row], outputs[((f + 2) * n) + row]);
                first += b * (ab - a);
                total += (a - ab) * (a - ab);
            }

            indices[2 * f] = first / n / variance;
            indices[(2 * f) + 1] = total / (2 * n) / variance;
        }

        return indices;
    }

    private static IntervalEstimate Interval(double value, double[] replicates, double level, string estimator)
    {
        Array.Sort(replicates);
        var outside = (1 - level) / 2;
        return new(value, Quantile.OfSorted(replicates, outside), Quantile.OfSorted(replicates, 1 - outside), level, estimator);
    }
}
