namespace DcepSim.Statistics.Estimation;

/// <summary>How far units of one kind (pilots, cities) lie apart: a half-normal assumption, sharpened by as many units as have been seen.</summary>
/// <remarks>Units x_k are normal around a mean that nobody knows (flat), with standard deviation t; t is half-normal with the assumed scale. With one
/// unit nothing is learnt about t; with two, little. A forecast of the next unit is normal around the units' mean with variance t² (1 + 1/K).</remarks>
public static class BetweenSpread
{
    private const int GridPoints = 400;
    private const double GridEnd = 5; // scales; beyond it a half-normal has no weight worth counting
    private const double LeastPart = 0.01; // of the scale: units closer than that say nothing more

    /// <summary>The quantile of the spread that the assumption and the units seen leave possible.</summary>
    /// <param name="scale">Scale of the half-normal, zero and up; zero says that units do not differ.</param>
    /// <param name="units">The units seen, each a finite number on the scale where differences are additive.</param>
    /// <param name="probability">Which quantile, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale or the probability is out of range.</exception>
    public static double Quantile(double scale, ReadOnlySpan<double> units, double probability)
    {
        RequireScale(scale);
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        if (scale == 0)
            return 0;
        Span<double> weights = stackalloc double[GridPoints];
        var left = probability * Weigh(scale, units, weights).Total;
        var point = 0;
        while (point < GridPoints - 1 && left > weights[point])
            left -= weights[point++];
        return GridEnd * scale * (point + Math.Clamp(left / weights[point], 0, 1)) / GridPoints;
    }

    /// <summary>The logarithm of how likely it is that units lie as far apart as these, up to a term that is the same for all units of one number and scale.</summary>
    /// <param name="scale">Scale of the half-normal, above zero.</param>
    /// <param name="units">The units seen; with fewer than two the answer is always the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is out of range.</exception>
    public static double LogLikelihood(double scale, ReadOnlySpan<double> units)
    {
        RequireScale(scale);
        ArgumentOutOfRangeException.ThrowIfZero(scale);
        Span<double> weights = stackalloc double[GridPoints];
        var (total, greatest) = Weigh(scale, units, weights);
        return greatest + Math.Log(total / GridPoints);
    }

    private static void RequireScale(double scale)
    {
        if (!(scale >= 0 && double.IsFinite(scale)))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale is a finite number, zero and up.");
    }

    // Weights are taken by the greatest of them: those of many units would vanish otherwise.
    private static (double Total, double GreatestLogarithm) Weigh(double scale, ReadOnlySpan<double> units, Span<double> weights)
    {
        var squares = Squares(units);
        var greatest = double.NegativeInfinity;
        for (var point = 0; point < GridPoints; point++)
            greatest = Math.Max(greatest, weights[point] = LogWeight(At(point, scale), scale, units.Length, squares));
        var total = 0.0;
        for (var point = 0; point < GridPoints; point++)
            total += weights[point] = Math.Exp(weights[point] - greatest);
        return (total, greatest);
    }

    private static double At(int point, double scale) => GridEnd * scale * (point + 0.5) / GridPoints;

    private static double Squares(ReadOnlySpan<double> units)
    {
        var (mean, squares) = (0.0, 0.0);
        foreach (var unit in units)
            mean += unit / units.Length;
        foreach (var unit in units)
            squares += (unit - mean) * (unit - mean);
        return squares;
    }

    // Half-normal density times the likelihood of the units with their mean integrated out.
    private static double LogWeight(double spread, double scale, int units, double squares)
    {
        var prior = -spread * spread / (2 * scale * scale);
        if (units < 2)
            return prior;
        var variance = (spread * spread) + (LeastPart * LeastPart * scale * scale);
        return prior - ((units - 1) / 2.0 * Math.Log(variance / (scale * scale))) - (squares / (2 * variance));
    }
}
