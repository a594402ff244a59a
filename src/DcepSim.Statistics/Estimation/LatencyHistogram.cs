using System.Numerics;

namespace DcepSim.Statistics.Estimation;

/// <summary>Counts durations in log-linear buckets: constant relative resolution over all of 64 bits, integers only, merged by addition.</summary>
/// <remarks>
/// Values below 2^<see cref="PrecisionBits"/> are exact; above, a bucket is at most 2^-<see cref="PrecisionBits"/> of its value wide. The unit is the
/// caller's. Recording is O(1), allocates nothing and is not safe for concurrent use: give each thread its own and <see cref="Add"/> them up.
/// </remarks>
public sealed class LatencyHistogram
{
    private readonly long[] _counts;
    private readonly int _sub;
    private UInt128 _total;

    /// <summary>An empty histogram.</summary>
    /// <param name="precisionBits">1 to 14: 7 resolves to better than 1 %, in 58 KB.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is out of range.</exception>
    public LatencyHistogram(int precisionBits = 7)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precisionBits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precisionBits, 14);
        PrecisionBits = precisionBits;
        _sub = 1 << precisionBits;
        _counts = new long[(64 - precisionBits) * _sub];
    }

    /// <summary>Binary digits that are kept of each value.</summary>
    public int PrecisionBits { get; }

    /// <summary>How many values were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The greatest value recorded, exactly; 0 when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>The mean of the values recorded, from an exact sum; 0 when there is none.</summary>
    public double Mean => Count == 0 ? 0 : (double)_total / Count;

    /// <summary>Records one value.</summary>
    /// <param name="value">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public void Record(long value) => Record(value, 1);

    /// <summary>Records a value several times, as when one duration is that of a whole batch.</summary>
    /// <param name="value">Zero or more.</param>
    /// <param name="times">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    public void Record(long value, long times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        if (times == 0)
            return;
        _counts[Bucket(value)] += times;
        Count += times;
        Max = Math.Max(Max, value);
        _total += (UInt128)value * (UInt128)times;
    }

    /// <summary>Adds another histogram's counts to this one. O(buckets).</summary>
    /// <param name="other">A histogram of the same precision; left as it is.</param>
    /// <exception cref="ArgumentException">The other is null or of another precision.</exception>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.PrecisionBits != PrecisionBits)
            throw new ArgumentException($"A histogram of {other.PrecisionBits} bits cannot be added to one of {PrecisionBits}.", nameof(other));
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
        _total += other._total;
    }

    /// <summary>Forgets everything recorded. O(buckets).</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        (Count, Max, _total) = (0, 0, 0);
    }

    /// <summary>The value that the given share of values does not exceed: the upper end of its bucket, never above <see cref="Max"/>. O(buckets).</summary>
    /// <param name="share">0 to 1: 0.5 the median, 0.99 the 99th percentile, 0.999.</param>
    /// <returns>The value; 0 when nothing was recorded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public long ValueAt(double share)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        var rank = Math.Clamp((long)Math.Ceiling(share * Count), 1, Math.Max(1, Count));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
                return Math.Min(Max, UpperEnd(i));
        }

        return 0;
    }

    /// <summary>How many values are at most so great, as far as buckets tell: a value's whole bucket counts with it. O(buckets).</summary>
    /// <param name="value">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long CountAtMost(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var count = 0L;
        foreach (var bucket in _counts.AsSpan(0, Bucket(value) + 1))
            count += bucket;
        return count;
    }

    // The bucket of a value: which octave, then which of its equal parts. The first two octaves' worth of buckets are single values.
    private int Bucket(long value)
    {
        var shift = Math.Max(0, 63 - PrecisionBits - BitOperations.LeadingZeroCount((ulong)value));
        return (shift << PrecisionBits) + (int)(value >> shift);
    }

    private long UpperEnd(int bucket)
    {
        var shift = Math.Max(0, (bucket >> PrecisionBits) - 1);
        var part = bucket - ((long)shift << PrecisionBits);
        return (long)((((UInt128)part + 1) << shift) - 1);
    }
}
