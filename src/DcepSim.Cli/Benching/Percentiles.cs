using DcepSim.Statistics.Estimation;

namespace DcepSim.Cli.Benching;

/// <summary>How long something took, in microseconds.</summary>
/// <param name="P50">Half of all took at most this.</param>
/// <param name="P99">99 of 100.</param>
/// <param name="P999">999 of 1,000.</param>
/// <param name="Max">The longest.</param>
public sealed record Percentiles(double P50, double P99, double P999, double Max)
{
    private const double NanosecondsPerMicrosecond = 1_000;

    /// <summary>Those of a histogram of nanoseconds.</summary>
    public static Percentiles Of(LatencyHistogram nanoseconds)
    {
        ArgumentNullException.ThrowIfNull(nanoseconds);
        return new(At(nanoseconds, 0.5), At(nanoseconds, 0.99), At(nanoseconds, 0.999), nanoseconds.Max / NanosecondsPerMicrosecond);
    }

    private static double At(LatencyHistogram nanoseconds, double share) => nanoseconds.ValueAt(share) / NanosecondsPerMicrosecond;
}
