namespace DcepSim.Statistics.Sampling;

/// <summary>Quantiles by bisection of a distribution function: slow and sure, for distributions that offer nothing better.</summary>
internal static class QuantileSearch
{
    private const int StepsMax = 200; // halving an interval of doubles ends far sooner

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
}
