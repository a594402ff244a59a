using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace DcepSim.Statistics.Sampling;

/// <summary>A probability quantised to 63 binary digits, tested against a random word with one integer comparison.</summary>
/// <remarks><c>default</c> is the impossible event. Immutable and safe to share.</remarks>
/// <param name="Threshold">The probability in units of 2^-63: 0 is never, 2^63 is always.</param>
public readonly record struct Chance(ulong Threshold)
{
    private const double Unit = 9223372036854775808.0; // 2^63: a power of two, so that the product below is exact

    /// <summary>The chance that never occurs.</summary>
    public static Chance Never => default;

    /// <summary>The chance of a probability, rounded down to a whole number of 2^-63.</summary>
    /// <param name="probability">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1, or is not a number.</exception>
    public static Chance Of(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        return new((ulong)(probability * Unit));
    }

    /// <summary>The probability as a floating-point number: for display and checks, not for draws.</summary>
    public double Probability => Threshold / Unit;

    /// <summary>Whether the event occurs for a word.</summary>
    /// <param name="word">64 random bits; the lowest is not used.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Occurs(ulong word) => word >> 1 < Threshold;

    /// <summary>Adds the quantised probability to a hash of a scenario's sampling tables.</summary>
    /// <param name="hash">The hash under way.</param>
    /// <exception cref="ArgumentNullException"><paramref name="hash"/> is null.</exception>
    public void AppendTo(IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        TableHash.Append(hash, Threshold);
    }
}
