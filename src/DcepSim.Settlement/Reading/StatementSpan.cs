using NodaTime.HighPerformance;

namespace DcepSim.Settlement.Reading;

/// <summary>A stretch of history by sequence and by time, both ends in it.</summary>
internal readonly record struct StatementSpan(long FromSequence, long ThroughSequence, long FromTime, long ThroughTime)
{
    public static StatementSpan Of(StatementRequest request, long through)
    {
        var (sequence, time) = (request.FromSequence, request.FromTime?.ToUnixTimeNanoseconds());
        return request.Order == StatementOrder.NewestFirst
            ? new(1, Math.Min(sequence ?? through, through), long.MinValue, time ?? long.MaxValue)
            : new(sequence ?? 1, through, time ?? long.MinValue, long.MaxValue);
    }

    public bool Holds(long sequence, Instant64 time) =>
        sequence >= FromSequence && sequence <= ThroughSequence
        && time.ToUnixTimeNanoseconds() is var nanoseconds && nanoseconds >= FromTime && nanoseconds <= ThroughTime;

    /// <summary>The part of it that a map may hold anything of; times are known to the group only.</summary>
    public StatementSpan Within(ISegmentMap map)
    {
        var (fromTime, throughTime) = (FromTime, ThroughTime);
        var before = fromTime == long.MinValue ? -1 : map.Last(row => row.FirstTime < fromTime);
        var last = throughTime == long.MaxValue ? map.GroupCount - 1 : map.Last(row => row.FirstTime <= throughTime);
        var low = Math.Max(FromSequence, before < 0 ? 1 : map.Group(before).FirstSequence);
        return this with { FromSequence = low, ThroughSequence = last < 0 ? low - 1 : Math.Min(ThroughSequence, map.Group(last).LastSequence) };
    }
}
