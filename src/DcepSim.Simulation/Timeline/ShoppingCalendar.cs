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

    private readonly long[] _startMs;
    private readonly long[] _startUnits;
    private readonly long[] _rates;
    private readonly ulong[] _inverses; // 2^64 by the rate, rounded up; 0 where a quotient could then be too large
    private readonly Guide _byMs;
    private readonly Guide _byUnits;

    public ShoppingCalendar(LocalDateTime opens, LocalDateTime closes, OccasionScenario weights)
    {
        var starts = new List<long>();
        var units = new List<long>();
        var rates = new List<long>();
        var total = 0L;
        for (var hour = opens; hour < closes;)
        {
            var next = LocalDateTime.Min(HourAfter(hour), closes);
            var rate = RateOf(hour, closes, weights);
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
        _inverses = new ulong[_rates.Length];
        for (var hour = 0; hour < _rates.Length; hour++)
            _inverses[hour] = InverseOf(_rates[hour], (hour + 1 < _rates.Length ? _startUnits[hour + 1] : total) - _startUnits[hour]);
        _byMs = new(_startMs, LengthMs);
        _byUnits = new(_startUnits, total);
    }

    /// <summary>The window's length by the clock.</summary>
    public long LengthMs { get; }

    /// <summary>The window's length in shopping time.</summary>
    public long TotalUnits { get; }

    /// <summary>All integers of the calendar, for a fingerprint.</summary>
    public IEnumerable<long> Integers => [.. _startMs, .. _startUnits, .. _rates];

    /// <summary>Shopping time at a moment of the window. O(1) but for windows of many years.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long UnitsAt(long ms)
    {
        var hour = _byMs.SegmentOf(ms);
        return _startUnits[hour] + (ms - _startMs[hour]) * _rates[hour];
    }

    /// <summary>The moment at which as much shopping time has passed; below <see cref="TotalUnits"/>. O(1) but for windows of many years.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long MsAt(long units)
    {
        var hour = _byUnits.SegmentOf(units);
        var since = units - _startUnits[hour];
        var inverse = _inverses[hour];
        return _startMs[hour] + (inverse != 0 ? (long)Math.BigMul((ulong)since, inverse, out _) : since / _rates[hour]);
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

    private static long Milliseconds(LocalDateTime from, LocalDateTime until) => Period.Between(from, until, PeriodUnits.Milliseconds).Milliseconds;

    private static long RateOf(LocalDateTime hour, LocalDateTime closes, OccasionScenario weights)
    {
        var meanWeight = Mean(weights.HourWeights) * Mean(weights.WeekdayWeights);
        var weight = weights.HourWeights[hour.Hour] * weights.WeekdayWeights[(int)hour.DayOfWeek - 1];
        if (Milliseconds(hour, closes) <= weights.DeadlineHours * MillisecondsPerHour)
            weight *= weights.DeadlineFactor;
        return (long)Math.Round(weight / meanWeight * UnitsPerMillisecond);
    }

    private static double Mean(ImmutableArray<double> values) => values.Sum() / values.Length;

    /// <summary>
    /// Finds the last segment that starts at or before a value. An hour of weight 0 ends where it starts in shopping time and so is never
    /// chosen by units.
    /// </summary>
    private readonly struct Guide
    {
        private readonly long[] _starts;
        private readonly int[] _firstGuess;
        private readonly int _shift;

        public Guide(long[] starts, long length)
        {
            _starts = starts;
            _shift = Math.Max(0, 64 - GuideBits - BitOperations.LeadingZeroCount((ulong)length));
            _firstGuess = new int[(length >> _shift) + 1];
            for (var (cell, segment) = (0, 0); cell < _firstGuess.Length; cell++)
            {
                while (segment + 1 < starts.Length && starts[segment + 1] <= (long)cell << _shift)
                    segment++;
                _firstGuess[cell] = segment;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int SegmentOf(long value)
        {
            var segment = _firstGuess[(int)(value >> _shift)];
            while (segment + 1 < _starts.Length && _starts[segment + 1] <= value)
                segment++;
            return segment;
        }
    }
}
