using MathNet.Numerics;

namespace DcepSim.Statistics.Estimation;

/// <summary>Two-sided critical values, rounded to 12 significant digits so that the last bits of a mathematical library do not reach results files.</summary>
internal static class Levels
{
    private const int StepsMax = 200;

    public static void Require(double level)
    {
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies strictly between 0 and 1.");
    }

    /// <summary>The z that a standard normal exceeds in absolute value with probability 1 - level.</summary>
    public static double Normal(double level) => Round12(Math.Sqrt(2) * SpecialFunctions.ErfcInv(1 - level));

    /// <summary>The t that Student's variable exceeds in absolute value with probability 1 - level.</summary>
    public static double Student(int degreesOfFreedom, double level)
    {
        Require(level);
        double df = degreesOfFreedom, outside = 1 - level;
        double low = 0, high = double.PositiveInfinity;
        var t = Start(df, Math.Sqrt(2) * SpecialFunctions.ErfcInv(outside));
        var logConstant = SpecialFunctions.GammaLn((df + 1) / 2) - SpecialFunctions.GammaLn(df / 2) - (0.5 * Math.Log(df * Math.PI));
        for (var step = 0; step < StepsMax; step++) // Newton's step inside a bracket that only shrinks
        {
            var excess = SpecialFunctions.BetaRegularized(df / 2, 0.5, df / (df + (t * t))) - outside;
            (low, high) = excess > 0 ? (t, high) : (low, t);
            var density = Math.Exp(logConstant - ((df + 1) / 2 * Math.Log(1 + (t * t / df))));
            var next = t + (excess / (2 * density));
            if (!(next > low && next < high))
                next = double.IsInfinity(high) ? 2 * t : (low + high) / 2;
            if (Math.Abs(next - t) <= 1e-14 * t)
                break;
            t = next;
        }

        return Round12(t);
    }

    // Cornish-Fisher: the t quantile as a correction of the normal one.
    private static double Start(double df, double z) => Math.Max(1e-6, z + (((z * z * z) + z) / (4 * df)));

    private static double Round12(double value) => double.Parse(
        value.ToString("E11", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
