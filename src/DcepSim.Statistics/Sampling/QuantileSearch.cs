using MathNet.Numerics;

namespace DcepSim.Statistics.Sampling;

/// <summary>Quantiles by bisection of distribution functions: slow and sure, for the moment when tables are built.</summary>
internal static class QuantileSearch
{
    private const int StepsMax = 200; // halving an interval of doubles ends far sooner

    /// <summary>The x whose regularised lower incomplete gamma function is t.</summary>
    public static double GammaBelow(double shape, double t)
    {
        // Far below, P(a, x) = x^a / Gamma(a + 1) to double precision: without this the search would run through denormals.
        var first = Math.Exp((Math.Log(t) + SpecialFunctions.GammaLn(shape + 1)) / shape);
        if (first < 1e-17 * shape)
            return first;
        return Logarithmic(x => SpecialFunctions.GammaLowerRegularized(shape, x) < t, first * 0.5, GammaUpperLimit(shape));
    }

    /// <summary>The x whose regularised upper incomplete gamma function is t.</summary>
    public static double GammaAbove(double shape, double t) =>
        Logarithmic(x => SpecialFunctions.GammaUpperRegularized(shape, x) > t, 1e-18, GammaUpperLimit(shape));

    /// <summary>The x at which a distribution function reaches u.</summary>
    public static double Invert(Func<double, double> cumulative, double u)
    {
        double low = -1, high = 1;
        while (cumulative(low) > u && low > -1e300)
            low *= 2;
        while (cumulative(high) < u && high < 1e300)
            high *= 2;
        for (var step = 0; step < StepsMax; step++)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                break;
            if (cumulative(middle) < u)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    private static double GammaUpperLimit(double shape) => shape + 100 + (20 * Math.Sqrt(shape)); // the 2^-61 tail ends well before

    private static double Logarithmic(Func<double, bool> isBelow, double low, double high)
    {
        var (from, to) = (Math.Log(low), Math.Log(high));
        for (var step = 0; step < StepsMax && to - from > 1e-15 * Math.Max(1, Math.Abs(from)); step++)
        {
            var middle = (from + to) / 2;
            if (isBelow(Math.Exp(middle)))
                from = middle;
            else
                to = middle;
        }

        return Math.Exp((from + to) / 2);
    }
}
