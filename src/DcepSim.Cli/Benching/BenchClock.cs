using DcepSim.Statistics.Estimation;

namespace DcepSim.Cli.Benching;

/// <summary>What is measured while transfers are settled, by all callers together.</summary>
/// <remarks>Safe for use by several threads.</remarks>
internal sealed class BenchClock : IDisposable
{
    private const int SlotsPerSecond = 10;
    private const int SlotsMax = 86_400 * 2 * SlotsPerSecond;
    private const int Window = 10;
    private const int CurveSlotsMax = 300;

    private readonly TimeProvider _time;

    // One for each thread instead of each caller: those of a thousand callers would push all else out of the processor's caches.
    private readonly ThreadLocal<LatencyHistogram> _latency = new(() => new(), trackAllValues: true);
    private readonly long[] _perSlot = new long[SlotsMax];
    private readonly long _began;
    private readonly long _allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
    private readonly int _gen2Before = GC.CollectionCount(2);
    private long _latest;
    private long _longestGap;

    public BenchClock(TimeProvider time)
    {
        _time = time;
        _latest = _began = time.GetTimestamp();
    }

    /// <summary>How many transfers were answered. Costs a pass over the time so far.</summary>
    public long Done => SumOf(0, Math.Min(SlotsMax, SlotAt(_time.GetTimestamp()) + 1));

    public TimeSpan Elapsed => _time.GetElapsedTime(_began);

    public TimeSpan LongestGap => _time.GetElapsedTime(0, Volatile.Read(ref _longestGap));

    public int Gen2 => GC.CollectionCount(2) - _gen2Before;

    public long Allocated => GC.GetTotalAllocatedBytes(precise: true) - _allocatedBefore;

    /// <summary>How long answers took, in nanoseconds. While they are still coming it is near enough to watch.</summary>
    public LatencyHistogram Latency()
    {
        var all = new LatencyHistogram();
        LatencyInto(all);
        return all;
    }

    /// <summary>As <see cref="Latency"/>, in memory that is used again.</summary>
    public void LatencyInto(LatencyHistogram all)
    {
        all.Clear();
        foreach (var one in _latency.Values)
            all.Add(one);
    }

    /// <summary>Answers have come.</summary>
    /// <param name="from">The timestamp they were waited for from.</param>
    /// <param name="transfers">How many.</param>
    public void Note(long from, int transfers)
    {
        var now = _time.GetTimestamp();
        _latency.Value!.Record((long)_time.GetElapsedTime(from, now).TotalNanoseconds, transfers);
        var before = Interlocked.Exchange(ref _latest, now);
        var gap = now - before;
        for (var longest = Volatile.Read(ref _longestGap); gap > longest; longest = Volatile.Read(ref _longestGap))
            Interlocked.CompareExchange(ref _longestGap, gap, longest);
        Interlocked.Add(ref _perSlot[SlotAt(now)], transfers);
    }

    /// <summary>The least transfers a second over ten full seconds in a row; null when there were not ten.</summary>
    public double? SlowestTenSeconds(TimeSpan elapsed)
    {
        var full = (int)Math.Min(SlotsMax / SlotsPerSecond, elapsed.TotalSeconds);
        if (full < Window)
            return null;
        var slowest = long.MaxValue;
        for (var from = 0; from + Window <= full; from++)
            slowest = Math.Min(slowest, SumOf(from * SlotsPerSecond, Window * SlotsPerSecond));
        return slowest / (double)Window;
    }

    /// <summary>Transfers over time, in tenths of a second, or as many of them together as give a curve of moderate length.</summary>
    public ThroughputCurve Curve(TimeSpan elapsed)
    {
        var full = (int)Math.Min(SlotsMax, elapsed.TotalSeconds * SlotsPerSecond);
        var together = Math.Max(1, (full + CurveSlotsMax - 1) / CurveSlotsMax);
        return new((double)together / SlotsPerSecond, [.. Enumerable.Range(0, full / together).Select(slot => SumOf(slot * together, together))]);
    }

    public void Dispose() => _latency.Dispose();

    private int SlotAt(long now) => (int)Math.Min(SlotsMax - 1, _time.GetElapsedTime(_began, now).TotalSeconds * SlotsPerSecond);

    private long SumOf(int from, int slots)
    {
        var sum = 0L;
        foreach (var transfers in _perSlot.AsSpan(from, slots))
            sum += transfers;
        return sum;
    }
}
