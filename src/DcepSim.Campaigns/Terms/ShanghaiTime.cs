using NodaTime;

namespace DcepSim.Campaigns;

/// <summary>Times as campaigns publish them: wall-clock times in the zone Asia/Shanghai.</summary>
public static class ShanghaiTime
{
    /// <summary>The zone all pilots lie in.</summary>
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    /// <summary>The instant of a published local time; a published "24:00" is 00:00 of the next day.</summary>
    /// <param name="local">The local time. (Shanghai has had no gap or repeat in its clock since 1991; before, the zone's lenient rule holds.)</param>
    public static Instant At(LocalDateTime local) => Zone.AtLeniently(local).ToInstant();

    /// <summary>The instant of a published local time; hour 24 is 00:00 of the next day.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, 1 to 12.</param>
    /// <param name="day">The day of the month.</param>
    /// <param name="hour">The hour, 0 to 24.</param>
    /// <param name="minute">The minute, 0 to 59; 0 when the hour is 24.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is outside its range.</exception>
    public static Instant At(int year, int month, int day, int hour = 0, int minute = 0) => (hour, minute) == (24, 0)
        ? At(new LocalDate(year, month, day).PlusDays(1).AtMidnight())
        : At(new LocalDateTime(year, month, day, hour, minute));

    /// <summary>The local time of an instant.</summary>
    public static LocalDateTime Local(Instant instant) => instant.InZone(Zone).LocalDateTime;
}
