using MathNet.Numerics;

namespace DcepSim.Statistics.Sampling;

/// <summary>Quantiles by root search in distribution functions, for the moment when tables are built.</summary>
internal static class QuantileSearch
{
    private const int StepsMax = 200; // halving an interval of doubles ends far sooner
    private const double FewTermsBelow = -18.5; // ln of 1e-8
    private const double LogStepMax = 3; // a first guess on flat ground must not send Newton's method out of range

    /// <summary>The x whose regularised lower incomplete gamma function is t.</summary>
    /// <remarks>
    /// Newton's method on ln P as a function of ln x. That function is concave, so from a start at or below the root every step stays below it
    /// and comes nearer; the start is where P's first term alone reaches t.
    /// </remarks>
    public static double GammaBelow(double shape, double t)
    {
        var logGamma = SpecialFunctions.GammaLn(shape);
        var start = (Math.Log(t) + logGamma + Math.Log(shape)) / shape;
        if (start < FewTermsBelow)
        {
            var first = Math.Exp(start);
            return first * (1 + (first / (shape + 1))); // two terms of the series say all that a double holds, and the library's function is cut off near zero
        }

        // Of a large shape the first term is far too small to start from: the probability there is no double any more.
        start = Math.Max(start, CubeRule(shape, -NormalAbove(t)));
        return Newton(shape, logGamma, Math.Log(t), start, x => SpecialFunctions.GammaLowerRegularized(shape, x), 1);
    }

    /// <summary>The x whose regularised upper incomplete gamma function is t.</summary>
    /// <remarks>As for the lower function: ln Q is concave in ln x, so after the first step the search comes from above.</remarks>
    public static double GammaAbove(double shape, double t)
    {
        var start = CubeRule(shape, NormalAbove(t));
        return Newton(shape, SpecialFunctions.GammaLn(shape), Math.Log(t), start, x => SpecialFunctions.GammaUpperRegularized(shape, x), -1);
    }

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

    private static double NormalAbove(double t) => Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * t);

    // Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal. The logarithm of the value at z.
    private static double CubeRule(double shape, double z)
    {
        var root = 1 - (1 / (9 * shape)) + (z / (3 * Math.Sqrt(shape)));
        return Math.Log(shape * Math.Pow(Math.Max(0.3, root), 3));
    }

    private static double Newton(double shape, double logGamma, double logTarget, double start, Func<double, double> tail, int sign)
    {
        var y = start;
        for (var step = 0; step < StepsMax; step++)
        {
            var x = Math.Exp(y);
            var probability = tail(x);
            var slope = Math.Exp((shape * y) - x - logGamma) / probability; // of ln probability by ln x, up to its sign
            var move = Math.Clamp(sign * (logTarget - Math.Log(probability)) / slope, -LogStepMax, LogStepMax);
            y += move;
            if (Math.Abs(move) <= 4e-15 * Math.Max(1, Math.Abs(y)))
                break;
        }

        return Math.Exp(y);
    }
}
