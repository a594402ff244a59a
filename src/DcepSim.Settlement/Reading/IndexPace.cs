using NodaTime;

namespace DcepSim.Settlement.Reading;

/// <summary>
/// Spreads the making of an index over the time in which the next segment fills: done in one go it would take a processor from the stages that
/// callers wait for, once a segment.
/// </summary>
/// <remarks>It is done by when three quarters of the next segment are full, so that no more than two segments lack theirs; when nothing is settled,
/// after a second. For one thread.</remarks>
/// <param name="reached">The last sequence that was settled.</param>
/// <param name="hurries">Set when it is not to rest any more.</param>
/// <param name="clock">Measures the rests.</param>
internal sealed class IndexPace(Func<long> reached, ManualResetEventSlim hurries, IClock clock)
{
    private const double Part = 0.75;

    /// <summary>A fraction of a millisecond's work.</summary>
    private const long WorkAtOnce = 1 << 18;

    private const int RestMilliseconds = 2;

    private long _whole;
    private long _done;
    private long _next;
    private long _last;
    private long _records;

    /// <summary>How long it rested since the last beginning.</summary>
    public Duration Rested { get; private set; }

    /// <summary>Begins the index of a segment.</summary>
    /// <param name="whole">The work there is, in parts.</param>
    /// <param name="first">The segment's first sequence.</param>
    /// <param name="last">Its last: as many more are about a segment.</param>
    public void Begin(long whole, long first, long last) =>
        (_whole, _done, _next, _last, _records, Rested) = (whole, 0, WorkAtOnce, last, last - first + 1, Duration.Zero);

    /// <summary>Some of it is done: rests, unless the next segment is as full.</summary>
    public void Did(long parts)
    {
        _done += parts;
        if (_done < _next)
            return;
        _next = _done + WorkAtOnce;
        if (hurries.IsSet || (double)_done / _whole * Part * _records <= reached() - _last)
            return;
        var began = clock.GetCurrentInstant();
        hurries.Wait(RestMilliseconds);
        Rested += clock.GetCurrentInstant() - began;
    }
}
