using MathNet.Numerics;

namespace DcepSim.Statistics.Sampling;

/// <summary>Quantiles of the gamma distribution of scale 1, from either end, fast enough to build a table for every run of an experiment.</summary>
/// <remarks>
/// The logarithm of the quantile is a smooth function of the logarithm of the tail probability. In each octave it is found exactly at a few
/// Chebyshev points and read between them from the polynomial through these, to some 1e-12.
/// </remarks>
internal sealed class GammaQuantiles
{
    private const double DigitsWanted = 29; // natural ones: 2.5e-13
    private const int StepsMax = 100;
    private const double FewTermsBelow = -18.5; // ln of 1e-8
    private const double LogStepMax = 3; // a first guess on flat ground must not send Newton's method out of range

    private readonly double _shape;
    private readonly double _logGamma;
    private readonly double[][] _below;
    private readonly double[][] _above;

    public GammaQuantiles(double shape)
    {
        _shape = shape;
        _logGamma = SpecialFunctions.GammaLn(shape);
        _below = Octaves(SearchBelow);
        _above = Octaves(SearchAbove);
    }

    /// <summary>The x not reached with probability t.</summary>
    public double Below(double t) => Math.Exp(Read(_below, t) ?? SearchBelow(t));

    /// <summary>The x exceeded with probability t.</summary>
    public double Above(double t) => Math.Exp(Read(_above, t) ?? SearchAbove(t));

    // Chebyshev coefficients for t from 2^-(octave + 2) to 2^-(octave + 1).
    private static double[][] Octaves(Func<double, double> search)
    {
        var octaves = new double[QuantileFunction.FullDepth][];
        for (var octave = 0; octave < octaves.Length; octave++)
        {
            // The nearest singularity, t = 1, lies 2 octave + 3 half-widths from the middle: each term wins about this factor.
            var terms = (int)Math.Ceiling(DigitsWanted / Math.Log((4 * octave) + 6));
            var values = new double[terms];
            for (var k = 0; k < terms; k++)
                values[k] = search(Math.Pow(2, ((Math.Cos(Math.PI * (k + 0.5) / terms) - 3) / 2) - octave));
            octaves[octave] = new double[terms];
            for (var j = 0; j < terms; j++)
            {
                for (var k = 0; k < terms; k++)
                    octaves[octave][j] += (j == 0 ? 1.0 : 2.0) / terms * Math.Cos(Math.PI * j * (k + 0.5) / terms) * values[k];
            }
        }

        return octaves;
    }

    private static double? Read(double[][] octaves, double t)
    {
        var depth = -Math.Log2(t) - 1;
        var octave = (int)Math.Min(depth, octaves.Length - 1);
        if (depth < 0 || depth > octaves.Length)
            return null;
        var (place, coefficients) = (1 - (2 * (depth - octave)), octaves[octave]);
        double next = 0, afterNext = 0;
        for (var j = coefficients.Length - 1; j > 0; j--) // Clenshaw
            (next, afterNext) = (coefficients[j] + (2 * place * next) - afterNext, next);
        return coefficients[0] + (place * next) - afterNext;
    }

    // Newton's method on ln P as a function of ln x. That function is concave: after one step the search comes from below and stays there.
    private double SearchBelow(double t)
    {
        var first = (Math.Log(t) + _logGamma + Math.Log(_shape)) / _shape; // where the first term of P's series alone reaches t
        if (first < FewTermsBelow)
            return first + (Math.Exp(first) / (_shape + 1)); // two terms say all that a double holds, and the library's function is cut off near zero

        // Of a large shape the first term is far too small to start from: the probability there is no double any more.
        return Newton(t, Math.Max(first, CubeRule(-NormalAbove(t))), x => SpecialFunctions.GammaLowerRegularized(_shape, x), 1);
    }

    // The same on ln Q, which is concave and falls: after one step the search comes from above.
    private double SearchAbove(double t) =>
        Newton(t, CubeRule(NormalAbove(t)), x => SpecialFunctions.GammaUpperRegularized(_shape, x), -1);

    private double Newton(double t, double start, Func<double, double> tail, int sign)
    {
        var (y, target) = (start, Math.Log(t));
        for (var step = 0; step < StepsMax; step++)
        {
            var x = Math.Exp(y);
            var probability = tail(x);
            var slope = Math.Exp((_shape * y) - x - _logGamma) / probability; // of ln probability by ln x, up to its sign
            var move = Math.Clamp(sign * (target - Math.Log(probability)) / slope, -LogStepMax, LogStepMax);
            y += move;
            if (Math.Abs(move) <= 1e-9 * Math.Max(1, Math.Abs(y)))
                break; // Newton doubles the digits: what is left is below 1e-15
        }

        return y;
    }

    private static double NormalAbove(double t) => Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * t);

    // Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal. The logarithm of the value at z.
    private double CubeRule(double z)
    {
        var root = 1 - (1 / (9 * _shape)) + (z / (3 * Math.Sqrt(_shape)));
        return Math.Log(_shape * Math.Pow(Math.Max(0.3, root), 3));
    }
}
