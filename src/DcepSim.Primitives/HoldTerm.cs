namespace DcepSim;

/// <summary>What a transfer says about a hold: how long a new one lasts, or which one it ends.</summary>
/// <remarks><c>default</c> says nothing.</remarks>
/// <param name="Value">Whole seconds, or the sequence of the pending transfer.</param>
public readonly record struct HoldTerm(long Value)
{
    /// <summary>The longest that a hold lasts, in seconds: ten years of 365 days.</summary>
    public const long SecondsMax = 315_360_000;

    /// <summary>The term of a new hold.</summary>
    /// <param name="seconds">1 to <see cref="SecondsMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is outside the range.</exception>
    public static HoldTerm ForSeconds(long seconds) => seconds is >= 1 and <= SecondsMax
        ? new(seconds)
        : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, $"A hold lasts 1 to {SecondsMax} seconds.");

    /// <summary>The hold that an accepted pending transfer made.</summary>
    /// <param name="receipt">Its receipt.</param>
    public static HoldTerm Of(in Receipt receipt) => new(receipt.Sequence);
}
