using NodaTime;

namespace DcepSim.Offline;

/// <summary>What one signature and one check take on a device. No published figure exists for e-CNY hardware: any value is an assumption.</summary>
/// <remarks><c>default</c> costs nothing.</remarks>
/// <param name="SignMicroseconds">Time to make one signature, 0 and up.</param>
/// <param name="VerifyMicroseconds">Time to check one signature, 0 and up.</param>
public readonly record struct SignatureCost(long SignMicroseconds, long VerifyMicroseconds)
{
    private const long NanosecondsPerMicrosecond = 1000;

    /// <summary>The time that a tally of signatures takes.</summary>
    /// <exception cref="OverflowException">The time is above 292 years.</exception>
    public Duration Of(SignatureTally tally) => Duration.FromNanoseconds(
        ((tally.Made * SignMicroseconds) + (tally.Checked * VerifyMicroseconds)) * NanosecondsPerMicrosecond);
}
