using DcepSim.Statistics.Estimation;

namespace DcepSim.Cli.Benching;

/// <summary>Parts a histogram of nanoseconds at 1, 2 and 5 times the powers of ten.</summary>
internal static class LatencyBuckets
{
    private const long NanosecondsPerMicrosecond = 1_000;
    private static readonly long[] Steps = [1, 2, 5];

    public static IReadOnlyList<LatencyBucket> Of(LatencyHistogram nanoseconds)
    {
        var buckets = new List<LatencyBucket>();
        var below = 0L;
        for (var decade = 1L; below < nanoseconds.Count; decade *= 10)
        {
            foreach (var step in Steps)
            {
                var atMost = nanoseconds.CountAtMost(step * decade * NanosecondsPerMicrosecond);
                if (atMost > 0 && below < nanoseconds.Count)
                    buckets.Add(new(step * decade, atMost - below));
                below = atMost;
            }
        }

        return buckets;
    }
}
