using DcepSim.Cli.Benching;

namespace DcepSim.UnitTests.Cli;

public sealed class StandstillWatchTests
{
    [Fact]
    public void A_thread_that_slept_four_milliseconds_and_woke_after_thirty_stood_still_for_the_rest()
    {
        using var watch = new StandstillWatch(new SlowTime(TimeSpan.FromMilliseconds(30)));
        Assert.True(SpinWait.SpinUntil(() => watch.Longest >= TimeSpan.FromMilliseconds(26), TimeSpan.FromSeconds(60)), $"{watch.Longest} was seen."); // less where the collector paused
        Assert.Equal(TimeSpan.FromMilliseconds(26), watch.Longest);
    }

    /// <summary>Goes on by as much each time it is looked at.</summary>
    private sealed class SlowTime(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _now, step.Ticks);
    }
}
