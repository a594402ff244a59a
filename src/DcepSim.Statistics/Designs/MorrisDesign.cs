using DcepSim.Statistics.Estimation;
using DcepSim.Statistics.Sampling;

namespace DcepSim.Statistics.Designs;

/// <summary>Morris's screening design (1991): random walks through a grid that change one factor a step; r (d + 1) runs rank d factors.</summary>
/// <remarks>The caller evaluates <see cref="Point"/> 0 … <see cref="PointCount"/> - 1 in any order and hands the outputs back by index. Immutable; safe to share.</remarks>
public sealed class MorrisDesign
{
    private readonly double[][] _points;
    private readonly int[] _changed; // the factor that changes on the way to each point, -1 at the start of a walk

    /// <summary>A design.</summary>
    /// <param name="factors">1 and up.</param>
    /// <param name="trajectories">r, 2 and up; 10 to 50 is usual.</param>
    /// <param name="key">The chance spent; walk k uses child k.</param>
    /// <param name="levels">Levels of the grid: even, 2 and up; steps are levels / (2 (levels - 1)) of the range.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public MorrisDesign(int factors, int trajectories, RandomKey key, int levels = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(trajectories, 2);
        if (levels < 2 || levels % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(levels), levels, "The grid has an even number of levels, 2 and up.");
        Factors = factors;
        Trajectories = trajectories;
        _points = new double[trajectories * (factors + 1)][];
        _changed = new int[_points.Length];
        for (var walk = 0; walk < trajectories; walk++)
            Walk(walk * (factors + 1), new KeyedWords(key.Child((ulong)walk)), levels);
    }

    /// <summary>How many inputs vary.</summary>
    public int Factors { get; }

    /// <summary>How many walks there are.</summary>
    public int Trajectories { get; }

    /// <summary>How many runs the design takes: r (d + 1).</summary>
    public int PointCount => _points.Length;

    /// <summary>The inputs of one run, each from 0 to 1.</summary>
    /// <param name="index">0 to <see cref="PointCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public double[] Point(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, PointCount);
        return [.. _points[index]];
    }

    /// <summary>The effects of every factor.</summary>
    /// <param name="outputs">One finite output a run, by index.</param>
    /// <exception cref="ArgumentException">The number of outputs is not <see cref="PointCount"/>, or one is not finite.</exception>
    public IReadOnlyList<ElementaryEffects> Estimate(ReadOnlySpan<double> outputs) => [.. Effects(outputs).Select(Summary)];

    /// <summary>The effect of every factor in every trajectory: the change of the output by the change of the input.</summary>
    /// <param name="outputs">One finite output a run, by index.</param>
    /// <returns>One array of <see cref="Trajectories"/> effects a factor.</returns>
    /// <exception cref="ArgumentException">The number of outputs is not <see cref="PointCount"/>.</exception>
    public double[][] Effects(ReadOnlySpan<double> outputs)
    {
        if (outputs.Length != PointCount)
            throw new ArgumentException($"The design has {PointCount} runs; there are {outputs.Length} outputs.", nameof(outputs));
        var effects = new double[Factors][];
        for (var f = 0; f < Factors; f++)
            effects[f] = new double[Trajectories];
        for (var i = 0; i < outputs.Length; i++)
        {
            if (_changed[i] is var f and >= 0)
                effects[f][i / (Factors + 1)] = (outputs[i] - outputs[i - 1]) / (_points[i][f] - _points[i - 1][f]);
        }

        return effects;
    }

    private static ElementaryEffects Summary(double[] effects)
    {
        var (mu, squares) = RunEstimator.Moments(effects);
        var (muStar, starSquares) = RunEstimator.Moments([.. effects.Select(Math.Abs)]);
        double n = effects.Length;
        return new(mu, muStar, Math.Sqrt(squares / (n - 1)), Math.Sqrt(starSquares / (n - 1) / n));
    }

    private void Walk(int start, KeyedWords words, int levels)
    {
        var half = levels / 2;
        var place = new int[Factors];
        var order = new int[Factors];
        for (var f = 0; f < Factors; f++)
        {
            place[f] = (int)words.Below((ulong)levels);
            var j = (int)words.Below((ulong)(f + 1));
            (order[f], order[j]) = (order[j], f);
        }

        for (var step = 0; step <= Factors; step++)
        {
            _changed[start + step] = -1;
            if (step > 0)
            {
                var f = order[step - 1];
                place[f] += place[f] < half ? half : -half; // from every level exactly one step of half the grid stays inside
                _changed[start + step] = f;
            }

            _points[start + step] = [.. place.Select(p => p / (levels - 1.0))];
        }
    }
}
