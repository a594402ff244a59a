using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Simulation.Timeline;

/// <summary>
/// Maps clock time in the spend window to shopping time and back: an hour of weight w passes w times as fast. A Poisson process that is even
/// in shopping time then follows the hours and weekdays by the clock.
/// </summary>
/// <remarks>Whole numbers throughout: clock time in milliseconds since the window opened, shopping time in units of 2^-16 ms, so that the
/// average week has weight 1. Immutable.</remarks>
internal sealed class ShoppingCalendar
{
    /// <summary>Units of shopping time that pass in one millisecond of weight 1.</summary>
    public const long UnitsPerMillisecond = 1 << 16;

    private readonly long[] _startMs;
    private readonly long[] _startUnits;
    private readonly long[] _rates;

    public ShoppingCalendar(LocalDateTime opens, LocalDateTime closes, OccasionScenario weights)
    {
        var starts = new List<long>();
        var units = new List<long>();
        var rates = new List<long>();
        var total = 0L;
        for (var hour = opens; hour < closes;)
        {
            var next = LocalDateTime.Min(HourAfter(hour), closes);
            var rate = RateOf(hour, weights);
            starts.Add(Milliseconds(opens, hour));
            units.Add(total);
            rates.Add(rate);
            total += rate * Milliseconds(hour, next);
            hour = next;
        }

        _startMs = [.. starts];
        _startUnits = [.. units];
        _rates = [.. rates];
        LengthMs = Milliseconds(opens, closes);
        TotalUnits = total;
    }

    /// <summary>The window's length by the clock.</summary>
    public long LengthMs { get; }

    /// <summary>The window's length in shopping time.</summary>
    public long TotalUnits { get; }

    /// <summary>All integers of the calendar, for a fingerprint.</summary>
    public IEnumerable<long> Integers => [.. _startMs, .. _startUnits, .. _rates];

    /// <summary>Shopping time at a moment of the window. O(log hours).</summary>
    public long UnitsAt(long ms)
    {
        var hour = SegmentOf(_startMs, ms);
        return _startUnits[hour] + (ms - _startMs[hour]) * _rates[hour];
    }

    /// <summary>The moment at which as much shopping time has passed; below <see cref="TotalUnits"/>. O(log hours).</summary>
    public long MsAt(long units)
    {
        var hour = SegmentOf(_startUnits, units);
        return _startMs[hour] + (units - _startUnits[hour]) / _rates[hour];
    }

    // The last segment that starts at or before the value; an hour of weight 0 ends where it starts in shopping time and so is never chosen by units.
    private static int SegmentOf(long[] starts, long value)
    {
        var low = 0;
        var high = starts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (starts[middle] <= value)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static LocalDateTime HourAfter(LocalDateTime time) => time.Date.At(new LocalTime(time.Hour, 0)).PlusHours(1);

    private static long Milliseconds(LocalDateTime from, LocalDateTime until) => Period.Between(from, until, PeriodUnits.Milliseconds).Milliseconds;

    private static long RateOf(LocalDateTime hour, OccasionScenario weights)
    {
        var meanWeight = Mean(weights.HourWeights) * Mean(weights.WeekdayWeights);
        var weight = weights.HourWeights[hour.Hour] * weights.WeekdayWeights[(int)hour.DayOfWeek - 1];
        return (long)Math.Round(weight / meanWeight * UnitsPerMillisecond);
    }

    private static double Mean(ImmutableArray<double> values) => values.Sum() / values.Length;
}
