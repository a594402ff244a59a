using NodaTime;

namespace DcepSim.Settlement.Journal;

/// <summary>How much room a journal has.</summary>
/// <remarks><c>default</c> is no room at all. Immutable.</remarks>
/// <param name="PreparedBytes">Left in the segment in use and in those written ahead.</param>
/// <param name="FreeBytes">Free on the disk.</param>
/// <param name="ToFullBytes">What can be written before the journal is full: prepared, and free beyond the reserve, in whole segments.</param>
public readonly record struct JournalSpace(long PreparedBytes, long FreeBytes, long ToFullBytes)
{
    /// <summary>Time until the journal is full at a rate, also when that is less than a second; null when nothing is written.</summary>
    /// <param name="bytesPerSecond">0 and up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative.</exception>
    public Duration? TimeToFull(long bytesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytesPerSecond);
        if (bytesPerSecond == 0)
            return null;
        var seconds = (double)ToFullBytes / bytesPerSecond;
        return seconds < Duration.MaxValue.TotalSeconds ? Duration.FromSeconds(seconds) : Duration.MaxValue;
    }
}
