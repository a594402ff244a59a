using NodaTime;
using NodaTime.Text;

namespace DcepSim.Results;

/// <summary>Writes instants as <c>2020-10-12T18:00:00.123+08:00</c> without allocation for each.</summary>
internal sealed class ShanghaiStamp
{
    public const int Length = 29;

    private const long MillisecondsPerDay = 86_400_000;
    private const long OffsetMilliseconds = 8 * 3_600_000; // Asia/Shanghai keeps +08:00 through all years a scenario may lie in
    private const int DateLength = 11;

    private readonly byte[] _text = [.. "0000-00-00T00:00:00.000+08:00"u8];
    private long _dayNumber = long.MinValue;

    /// <summary>The instant as UTF-8; valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(long unixMilliseconds)
    {
        var (day, inDay) = Math.DivRem(unixMilliseconds + OffsetMilliseconds, MillisecondsPerDay);
        if (day != _dayNumber)
            PutDay(day);
        var milliseconds = (int)inDay;
        Put(milliseconds / 3_600_000, DateLength, 2);
        Put(milliseconds / 60_000 % 60, DateLength + 3, 2);
        Put(milliseconds / 1_000 % 60, DateLength + 6, 2);
        Put(milliseconds % 1_000, DateLength + 9, 3);
        return _text;
    }

    private void PutDay(long day)
    {
        var date = LocalDatePattern.Iso.Format(Instant.FromUnixTimeMilliseconds(day * MillisecondsPerDay).InUtc().Date);
        for (var index = 0; index < date.Length; index++)
            _text[index] = (byte)date[index];
        _dayNumber = day;
    }

    private void Put(int value, int at, int digits)
    {
        for (var place = digits - 1; place >= 0; place--)
        {
            _text[at + place] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
