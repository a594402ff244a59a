using NodaTime;

namespace DcepSim.Simulation.Timeline;

/// <summary>The time of a run: it stands still until the run moves it on, and never goes back.</summary>
/// <remarks>Not safe for concurrent use; each run has its own.</remarks>
public sealed class SimulatedClock : IClock
{
    private Instant _now;

    /// <summary>A clock that stands at an instant.</summary>
    public SimulatedClock(Instant start) => _now = start;

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => _now;

    /// <summary>Moves the clock on.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="instant"/> is before the clock's time.</exception>
    public void MoveTo(Instant instant) => _now = instant >= _now
        ? instant
        : throw new ArgumentOutOfRangeException(nameof(instant), instant, $"The clock stands at {_now} and does not go back.");
}
