namespace DcepSim.Campaigns;

/// <summary>
/// Splits money at random among packets (拼手气红包): each gets at least one fen, all get the same on average, and the parts sum to the money
/// to the fen.
/// </summary>
/// <remarks>Part after part is drawn evenly from 1 fen to twice the mean of what is left, and the last takes the rest. That is how such
/// splits are commonly described; no source of the pilots states a rule (assumed). A pure function of its arguments.</remarks>
public static class RandomSplit
{
    /// <summary>The parts, in the order of the packets. O(parts).</summary>
    /// <param name="money">What is split, at least one fen a part.</param>
    /// <param name="parts">How many, 1 and up.</param>
    /// <param name="key">The chance to use.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no part, or less than a fen for each.</exception>
    public static Amount[] Of(Amount money, int parts, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        if (money.Fen < parts)
            throw new ArgumentOutOfRangeException(nameof(money), money, $"{parts} parts need at least {parts} fen.");
        var amounts = new Amount[parts];
        var left = money.Fen;
        for (var part = 0; part < parts - 1; part++)
        {
            var others = parts - part - 1;
            var most = Math.Min((2 * left / (others + 1)) - 1, left - others);
            var fen = 1 + (long)key.Below((ulong)part, (ulong)Math.Max(1, most));
            amounts[part] = Amount.FromFen(fen);
            left -= fen;
        }

        amounts[^1] = Amount.FromFen(left);
        return amounts;
    }
}
