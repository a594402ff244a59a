using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim;

/// <summary>
/// When a packet may be spent: from an instant on, until another, which is no longer in it.
/// </summary>
/// <remarks>A published end of "24:00" is the first instant of the next day and so is not in the window. <c>default</c> is empty. Instants
/// are kept as 64-bit nanoseconds, good for the years 1678 to 2262.</remarks>
/// <param name="From">The first instant in the window.</param>
/// <param name="Until">The first instant after it.</param>
public readonly record struct SpendWindow(Instant64 From, Instant64 Until)
{
    /// <summary>A window from NodaTime instants.</summary>
    /// <exception cref="OverflowException">An instant is outside the years 1678 to 2262.</exception>
    public static SpendWindow Between(Instant from, Instant until) => new(Instant64.FromInstant(from), Instant64.FromInstant(until));

    /// <summary>Whether the window is open at an instant.</summary>
    public bool Contains(Instant64 instant) => instant >= From && instant < Until;
}
