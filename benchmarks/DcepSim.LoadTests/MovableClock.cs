using NodaTime;

namespace DcepSim.LoadTests;

/// <summary>The system's clock, set forward at will.</summary>
internal sealed class MovableClock : IClock
{
    private long _aheadTicks;

    public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant().PlusTicks(Volatile.Read(ref _aheadTicks));

    public void SetForward(Duration duration) => Interlocked.Add(ref _aheadTicks, duration.BclCompatibleTicks);
}
