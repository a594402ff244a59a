using DcepSim.Campaigns;
using NodaTime;
using NodaTime.Text;

namespace DcepSim.Scenarios;

/// <summary>Local times of scenario files, with the published habit of writing an end at midnight as 24:00.</summary>
internal static class ScenarioTime
{
    public const string Allowed = "from 2020-01-01T00:00 to 2025-12-31T24:00";

    private const string EndOfDay = "T24:00";

    private static readonly LocalDateTime First = new(2020, 1, 1, 0, 0);
    private static readonly LocalDateTime Last = ShanghaiTime.Local(DesignPeriod.End);

    private static readonly LocalDateTimePattern[] Patterns =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"),
    ];

    /// <summary>The time a text names, or the reason why it names none.</summary>
    public static string? Parse(string text, bool isEnd, out LocalDateTime time)
    {
        var day = LocalDatePattern.Iso;
        if (text.EndsWith(EndOfDay, StringComparison.Ordinal) && day.Parse(text[..^EndOfDay.Length]) is { Success: true } end)
        {
            time = end.Value.PlusDays(1).AtMidnight();
            return isEnd ? CheckRange(time, isEnd) : $"24:00 is for ends; write {Patterns[0].Format(time)}";
        }

        foreach (var pattern in Patterns)
        {
            if (pattern.Parse(text) is { Success: true } parsed)
            {
                time = parsed.Value;
                return CheckRange(time, isEnd);
            }
        }

        time = default;
        return "is no such time";
    }

    /// <summary>The time as files write it; an end at midnight as 24:00 of the day before.</summary>
    public static string Format(LocalDateTime time, bool isEnd) => isEnd && time.TimeOfDay == LocalTime.Midnight
        ? LocalDatePattern.Iso.Format(time.Date.PlusDays(-1)) + EndOfDay
        : Patterns[time.Second == 0 ? 0 : 1].Format(time);

    private static string? CheckRange(LocalDateTime time, bool isEnd)
    {
        if (time < First)
            return "lies before the e-CNY pilots, which began in 2020";
        if (isEnd ? time > Last : time >= Last)
            return $"lies after the design that is simulated here. {DesignPeriod.Reason}";
        return null;
    }
}
