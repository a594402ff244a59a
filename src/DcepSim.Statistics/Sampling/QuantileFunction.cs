using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace DcepSim.Statistics.Sampling;

/// <summary>A continuous distribution, given by its quantiles seen from either end: what a <see cref="QuantileTable"/> is built from.</summary>
/// <remarks>
/// Two ends, because the distance from 1 of a probability near 1 is lost in floating point: the value exceeded with probability 2^-60 can only
/// be named from above. Immutable; safe to share when the two functions are.
/// </remarks>
public sealed class QuantileFunction
{
    /// <summary>How deep the tails go, in powers of two, where both ends are known: to probability 2^-61.</summary>
    public const int FullDepth = 60;

    /// <summary>How deep the tails go where only the ordinary quantile function is known: to probability 2^-41, still exact in 1 - 2^-41.</summary>
    public const int PlainDepth = 40;

    private QuantileFunction(string name, int depth, Func<double, double> below, Func<double, double> above)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Depth = depth;
        Below = below;
        Above = above;
    }

    /// <summary>What the distribution is called, parameters included.</summary>
    public string Name { get; }

    /// <summary>How many halvings of the probability 1/2 either tail is trusted for.</summary>
    public int Depth { get; }

    /// <summary>The value that is not reached with probability t, 0 &lt; t &lt;= 1/2.</summary>
    public Func<double, double> Below { get; }

    /// <summary>The value that is exceeded with probability t, 0 &lt; t &lt;= 1/2.</summary>
    public Func<double, double> Above { get; }

    /// <summary>A distribution known from both ends.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="below">The value not reached with probability t.</param>
    /// <param name="above">The value exceeded with probability t.</param>
    /// <exception cref="ArgumentException">An argument is null or the name is empty.</exception>
    public static QuantileFunction FromEnds(string name, Func<double, double> below, Func<double, double> above)
    {
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(above);
        return new(name, FullDepth, below, above);
    }

    /// <summary>A distribution known by its ordinary quantile function (inverse of the distribution function).</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="quantile">Maps probabilities strictly between 0 and 1 to values.</param>
    /// <exception cref="ArgumentException">An argument is null or the name is empty.</exception>
    public static QuantileFunction FromInverse(string name, Func<double, double> quantile)
    {
        ArgumentNullException.ThrowIfNull(quantile);
        return new(name, PlainDepth, quantile, t => quantile(1 - t));
    }

    /// <summary>Any continuous MathNet distribution: normal, lognormal, gamma, exponential and Weibull from both ends, others by inverting the distribution function.</summary>
    /// <param name="distribution">Only its parameters and distribution function are used, never its random source.</param>
    /// <exception cref="ArgumentNullException"><paramref name="distribution"/> is null.</exception>
    public static QuantileFunction FromDistribution(IContinuousDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        return distribution switch
        {
            Normal n => Normal(n.Mean, n.StdDev),
            LogNormal l => LogNormal(l.Mu, l.Sigma),
            Gamma g => Gamma(g.Shape, g.Shape / g.Rate),
            Exponential e => Exponential(1 / e.Rate),
            Weibull w => Weibull(w.Shape, w.Scale),
            _ => FromInverse(distribution.ToString() ?? distribution.GetType().Name, u => QuantileSearch.Invert(distribution.CumulativeDistribution, u)),
        };
    }

    /// <summary>Every value between two limits equally likely.</summary>
    /// <param name="low">The lower limit.</param>
    /// <param name="high">The upper limit.</param>
    public static QuantileFunction Uniform(double low, double high)
    {
        RequireFinite(low);
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        RequireFinite(high);
        return FromEnds(FormattableString.Invariant($"uniform({low:R},{high:R})"), t => low + (t * (high - low)), t => high - (t * (high - low)));
    }

    /// <summary>The exponential distribution.</summary>
    /// <param name="mean">Above zero.</param>
    public static QuantileFunction Exponential(double mean)
    {
        RequirePositive(mean);
        return FromEnds(FormattableString.Invariant($"exponential(mean={mean:R})"), t => -mean * Log1P(-t), t => -mean * Math.Log(t));
    }

    /// <summary>The normal distribution.</summary>
    /// <param name="mean">Any number.</param>
    /// <param name="sd">Standard deviation, above zero.</param>
    public static QuantileFunction Normal(double mean, double sd)
    {
        RequireFinite(mean);
        RequirePositive(sd);
        return FromEnds(FormattableString.Invariant($"normal(mean={mean:R},sd={sd:R})"), t => mean + (sd * NormalScores.Below(t)), t => mean - (sd * NormalScores.Below(t)));
    }

    /// <summary>The lognormal distribution: the logarithm is normal.</summary>
    /// <param name="mu">Mean of the logarithm; the median is exp(mu).</param>
    /// <param name="sigma">Standard deviation of the logarithm, above zero.</param>
    public static QuantileFunction LogNormal(double mu, double sigma)
    {
        RequireFinite(mu);
        RequirePositive(sigma);
        return FromEnds(
            FormattableString.Invariant($"lognormal(mu={mu:R},sigma={sigma:R})"),
            t => Math.Exp(mu + (sigma * NormalScores.Below(t))),
            t => Math.Exp(mu - (sigma * NormalScores.Below(t))));
    }

    /// <summary>The gamma distribution.</summary>
    /// <param name="shape">0.05 to 10,000; below 1 most people are near zero and a few far above the mean.</param>
    /// <param name="mean">Above zero; shape divided by rate.</param>
    public static QuantileFunction Gamma(double shape, double mean)
    {
        if (!(shape is >= 0.05 and <= 10_000))
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "The shape of a gamma distribution lies between 0.05 and 10,000 here.");
        RequirePositive(mean);
        var (scale, unit) = (mean / shape, new GammaQuantiles(shape));
        return FromEnds(
            FormattableString.Invariant($"gamma(shape={shape:R},mean={mean:R})"),
            t => scale * unit.Below(t),
            t => scale * unit.Above(t));
    }

    /// <summary>The Weibull distribution.</summary>
    /// <param name="shape">Above zero; 1 is the exponential distribution.</param>
    /// <param name="scale">Above zero; exceeded with probability 1/e.</param>
    public static QuantileFunction Weibull(double shape, double scale)
    {
        RequirePositive(shape);
        RequirePositive(scale);
        return FromEnds(
            FormattableString.Invariant($"weibull(shape={shape:R},scale={scale:R})"),
            t => scale * Math.Pow(-Log1P(-t), 1 / shape),
            t => scale * Math.Pow(-Math.Log(t), 1 / shape));
    }

    private static double Log1P(double x) => SpecialFunctions.Log1p(x);

    private static void RequirePositive(double value, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, "A finite number above zero is needed.");
    }

    private static void RequireFinite(double value, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, "A finite number is needed.");
    }
}
