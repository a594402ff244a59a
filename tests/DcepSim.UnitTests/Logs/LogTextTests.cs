using System.Globalization;
using System.Text;
using DcepSim.Logs;
using NodaTime;
using NodaTime.Text;

namespace DcepSim.UnitTests.Logs;

/// <summary>What is written by hand for speed is held against what the libraries write.</summary>
public sealed class LogTextTests
{
    [Fact]
    public void Numbers_have_the_digits_that_the_library_gives_them()
    {
        var buffer = new byte[32];
        var edges = Enumerable.Range(0, 19).Select(power => (long)Math.Pow(10, power)).SelectMany(ten => new[] { ten - 1, ten, ten + 1, ten * 7 / 3 });
        foreach (var number in edges.Concat(Enumerable.Range(0, 12_000).Select(one => (long)one)).Append(long.MaxValue))
        {
            var written = DecimalText.Put(buffer, number, (byte)';');
            Assert.Equal($"{number.ToString(CultureInfo.InvariantCulture)};", Encoding.UTF8.GetString(buffer, 0, written));
        }
    }

    [Fact]
    public void Instants_are_written_as_the_pattern_writes_them_across_hours_days_and_years()
    {
        var stamp = new ShanghaiStamp();
        var pattern = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fffo<+HH:mm>");
        var start = Instant.FromUtc(2020, 12, 31, 13, 59, 58);
        foreach (var milliseconds in new[] { 0L, 1, 999, 1_000, 1_999, 2_000, 2_001, 61_000, 3_599_999, 3_600_000, 7_201_999, 7_202_000, 93_600_123, 40_000_000_000, 5, 2_000 })
        {
            var time = start + Duration.FromMilliseconds(milliseconds);
            Assert.Equal(pattern.Format(time.WithOffset(Offset.FromHours(8))), Encoding.UTF8.GetString(stamp.Of(time.ToUnixTimeMilliseconds())));
        }
    }
}
