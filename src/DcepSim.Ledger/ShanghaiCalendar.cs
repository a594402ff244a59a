using NodaTime;

namespace DcepSim.Ledger;

/// <summary>
/// The Asia/Shanghai day and year of the ledger's time, moved forward only.
/// </summary>
/// <remarks>A fixed UTC+8 is exact: China's last daylight saving time ended on 15 September 1991, and the ledger takes no time before
/// 1992. A test holds this against the time zone database.</remarks>
internal struct ShanghaiCalendar
{
    public const long NanosecondsPerDay = 86_400_000_000_000;
    private const long OffsetNanoseconds = 8 * 3_600_000_000_000;

    /// <summary>1 January 1992, 00:00 in Shanghai, in nanoseconds since the Unix epoch.</summary>
    public static readonly long Earliest = StartOfYear(1992);

    /// <summary>The first nanosecond that is too late: 1 January 2262, the last full year that 64-bit nanoseconds hold being 2261.</summary>
    public static readonly long Latest = StartOfYear(2262);

    /// <summary>When the next day begins, in nanoseconds since the Unix epoch.</summary>
    public long NextMidnight { get; private set; }

    /// <summary>Days since 1 January 1970 in Shanghai.</summary>
    public int Day { get; private set; }

    public ushort Year { get; private set; }

    public void MoveTo(long nanoseconds)
    {
        if (nanoseconds < NextMidnight)
            return;
        Day = (int)((nanoseconds + OffsetNanoseconds) / NanosecondsPerDay);
        Year = (ushort)new LocalDate(1970, 1, 1).PlusDays(Day).Year;
        NextMidnight = ((Day + 1L) * NanosecondsPerDay) - OffsetNanoseconds;
    }

    private static long StartOfYear(int year) =>
        (new LocalDate(year, 1, 1).AtMidnight().WithOffset(Offset.FromHours(8)).ToInstant() - Instant.FromUnixTimeTicks(0)).ToInt64Nanoseconds();
}
