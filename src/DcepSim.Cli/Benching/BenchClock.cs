namespace DcepSim.Cli.Benching;

/// <summary>What is measured while transfers are settled, by all callers together.</summary>
/// <remarks>Safe for use by several threads.</remarks>
internal sealed class BenchClock
{
    private const int SecondsMax = 86_400 * 7;
    private const int Window = 10;

    private readonly TimeProvider _time;
    private readonly long[] _perSecond = new long[SecondsMax];
    private readonly long _began;
    private readonly long _allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
    private readonly int _gen2Before = GC.CollectionCount(2);
    private long _latest;
    private long _longestGap;
    private long _done;

    public BenchClock(TimeProvider time)
    {
        _time = time;
        _latest = _began = time.GetTimestamp();
    }

    public long Done => Volatile.Read(ref _done);

    public TimeSpan Elapsed => _time.GetElapsedTime(_began);

    public TimeSpan LongestGap => _time.GetElapsedTime(0, Volatile.Read(ref _longestGap));

    public int Gen2 => GC.CollectionCount(2) - _gen2Before;

    public long Allocated => GC.GetTotalAllocatedBytes(precise: true) - _allocatedBefore;

    /// <summary>Answers have come.</summary>
    public void Note(int transfers)
    {
        var now = _time.GetTimestamp();
        var before = Interlocked.Exchange(ref _latest, now);
        var gap = now - before;
        for (var longest = Volatile.Read(ref _longestGap); gap > longest; longest = Volatile.Read(ref _longestGap))
            Interlocked.CompareExchange(ref _longestGap, gap, longest);
        var second = (int)Math.Min(SecondsMax - 1, _time.GetElapsedTime(_began, now).TotalSeconds);
        Interlocked.Add(ref _perSecond[second], transfers);
        Interlocked.Add(ref _done, transfers);
    }

    /// <summary>The least transfers a second over ten full seconds in a row; null when there were not ten.</summary>
    public double? SlowestTenSeconds(TimeSpan elapsed)
    {
        var full = (int)Math.Min(SecondsMax, elapsed.TotalSeconds);
        if (full < Window)
            return null;
        var slowest = long.MaxValue;
        for (var from = 0; from + Window <= full; from++)
            slowest = Math.Min(slowest, _perSecond.AsSpan(from, Window).ToArray().Sum());
        return slowest / (double)Window;
    }
}
