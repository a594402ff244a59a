using System.Runtime.CompilerServices;
using NodaTime;
using NodaTime.Text;

namespace DcepSim.Logs;

/// <summary>Writes instants as <c>2020-10-12T18:00:00.123+08:00</c>. Date and hour are written anew only when they change.</summary>
internal sealed class ShanghaiStamp
{
    public const int Length = 29;

    private const long MillisecondsPerHour = 3_600_000;
    private const long OffsetHours = 8; // Asia/Shanghai keeps +08:00 through all years a scenario may lie in
    private const int MinutesAt = 14;

    private readonly byte[] _text = [.. "0000-00-00T00:00:00.000+08:00"u8];
    private long _hourStarts = long.MaxValue;

    /// <summary>The instant as UTF-8; valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Of(long unixMilliseconds)
    {
        var inHour = unixMilliseconds - _hourStarts;
        if (inHour is < 0 or >= MillisecondsPerHour)
            inHour = BeginHour(unixMilliseconds);
        var (seconds, milliseconds) = Math.DivRem((uint)inHour, 1_000);
        var (minute, second) = Math.DivRem(seconds, 60);
        var text = _text.AsSpan(MinutesAt, 9);
        text[8] = (byte)('0' + (milliseconds % 10));
        text[7] = (byte)('0' + (milliseconds / 10 % 10));
        text[6] = (byte)('0' + (milliseconds / 100));
        text[4] = (byte)('0' + (second % 10));
        text[3] = (byte)('0' + (second / 10));
        text[1] = (byte)('0' + (minute % 10));
        text[0] = (byte)('0' + (minute / 10));
        return _text;
    }

    private long BeginHour(long unixMilliseconds)
    {
        var hour = Math.DivRem(unixMilliseconds, MillisecondsPerHour).Quotient;
        _hourStarts = hour * MillisecondsPerHour;
        var local = Instant.FromUnixTimeMilliseconds(_hourStarts).WithOffset(Offset.FromHours((int)OffsetHours)).LocalDateTime;
        var written = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH").Format(local);
        for (var index = 0; index < written.Length; index++)
            _text[index] = (byte)written[index];
        return unixMilliseconds - _hourStarts;
    }
}
