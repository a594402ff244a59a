using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
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

    private const double MillisecondsPerHour = 3_600_000;

    private const int GuideBits = 12;

    private readonly Hour[] _hours;
    private readonly Guide _byMs;
    private readonly Guide _byUnits;

    public ShoppingCalendar(LocalDateTime opens, LocalDateTime closes, OccasionScenario weights)
    {
        var starts = new List<long>();
        var units = new List<long>();
        var rates = new List<long>();
        var total = 0L;
        var meanWeight = Mean(weights.HourWeights) * Mean(weights.WeekdayWeights);
        for (var hour = opens; hour < closes;)
        {
            var next = LocalDateTime.Min(HourAfter(hour), closes);
            var rate = RateOf(hour, closes, weights, meanWeight);
            starts.Add(Milliseconds(opens, hour));
            units.Add(total);
            rates.Add(rate);
            total += rate * Milliseconds(hour, next);
            hour = next;
        }

        LengthMs = Milliseconds(opens, closes);
        TotalUnits = total;
        _byMs = new(starts, LengthMs);
        _byUnits = new(units, total);
        units.Add(total);
        _hours = [.. rates.Select((rate, hour) => new Hour(starts[hour], units[hour], rate, InverseOf(rate, units[hour + 1] - units[hour])))];
    }

    /// <summary>The window's length by the clock.</summary>
    public long LengthMs { get; }

    /// <summary>The window's length in shopping time.</summary>
    public long TotalUnits { get; }

    /// <summary>All integers of the calendar, for a fingerprint.</summary>
    public IEnumerable<long> Integers =>
        [.. _hours.Select(hour => hour.StartMs), .. _hours.Select(hour => hour.StartUnits), .. _hours.Select(hour => hour.Rate)];

    /// <summary>Shopping time at a moment of the window. O(1) but for windows of many years.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long UnitsAt(long ms)
    {
        ref readonly var hour = ref _hours[_byMs.SegmentOf(ms)];
        return hour.StartUnits + ((ms - hour.StartMs) * hour.Rate);
    }

    /// <summary>The moment at which as much shopping time has passed; below <see cref="TotalUnits"/>. O(1) but for windows of many years.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long MsAt(long units) => _hours[_byUnits.SegmentOf(units)].MsAt(units);

    /// <summary>The moments of many, as <see cref="MsAt"/> gives them.</summary>
    /// <param name="units">Shopping times.</param>
    /// <param name="moments">Takes the moments.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MsAtAll(ReadOnlySpan<long> units, Span<long> moments)
    {
        var (guide, hours) = (_byUnits, _hours);
        for (var place = 0; place < units.Length; place++)
            moments[place] = hours[guide.SegmentOf(units[place])].MsAt(units[place]);
    }

    // A quotient of n is too large by n * (inverse * rate - 2^64) / (rate * 2^64): below 1 / rate that is not seen in whole numbers.
    private static ulong InverseOf(long rate, long unitsMax)
    {
        if (rate < 2)
            return 0;
        var inverse = (ulong)(((UInt128.One << 64) + (ulong)rate - 1) / (ulong)rate);
        var excess = (UInt128)inverse * (ulong)rate - (UInt128.One << 64);
        return excess * (ulong)unitsMax < UInt128.One << 64 ? inverse : 0;
    }

    private static LocalDateTime HourAfter(LocalDateTime time) => time.Date.At(new LocalTime(time.Hour, 0)).PlusHours(1);

    private static long Milliseconds(LocalDateTime from, LocalDateTime until) => (until.InUtc() - from.InUtc()).ToInt64Nanoseconds() / NodaConstants.NanosecondsPerMillisecond;

    private static long RateOf(LocalDateTime hour, LocalDateTime closes, OccasionScenario weights, double meanWeight)
    {
        var weight = weights.HourWeights[hour.Hour] * weights.WeekdayWeights[(int)hour.DayOfWeek - 1];
        if (Milliseconds(hour, closes) <= weights.DeadlineHours * MillisecondsPerHour)
            weight *= weights.DeadlineFactor;
        return (long)Math.Round(weight / meanWeight * UnitsPerMillisecond);
    }

    private static double Mean(ImmutableArray<double> values) => values.Sum() / values.Length;

    /// <param name="StartMs">When it begins by the clock.</param>
    /// <param name="StartUnits">When it begins in shopping time.</param>
    /// <param name="Rate">Units that pass in a millisecond.</param>
    /// <param name="Inverse">2^64 by the rate, rounded up; 0 where a quotient could then be too large.</param>
    private readonly record struct Hour(long StartMs, long StartUnits, long Rate, ulong Inverse)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public long MsAt(long units)
        {
            unchecked // time within a window
            {
                var since = units - StartUnits;
                return StartMs + (Inverse != 0 ? (long)WideProducts.Multiply((ulong)since, Inverse, out _) : since / Rate);
            }
        }
    }

    /// <summary>
    /// Finds the last segment that starts at or before a value. An hour of weight 0 ends where it starts in shopping time and so is never
    /// chosen by units.
    /// </summary>
    private readonly struct Guide
    {
        private readonly long[] _starts;
        private readonly int[] _firstGuess;
        private readonly int _shift;

        public Guide(List<long> starts, long length)
        {
            _starts = [.. starts, long.MaxValue];
            _shift = Math.Max(0, 64 - GuideBits - BitOperations.LeadingZeroCount((ulong)length));
            _firstGuess = new int[(length >> _shift) + 1];
            for (var (cell, segment) = (0, 0); cell < _firstGuess.Length; cell++)
            {
                while (_starts[segment + 1] <= (long)cell << _shift)
                    segment++;
                _firstGuess[cell] = segment;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int SegmentOf(long value)
        {
            unchecked // below the last start, which no value reaches
            {
                var segment = _firstGuess[(int)(value >> _shift)];
                while (_starts[segment + 1] <= value)
                    segment++;
                return segment;
            }
        }
    }
}
