using System.Runtime.CompilerServices;
using DcepSim.Statistics.Sampling;

namespace DcepSim.Simulation.Agents;

/// <summary>How long after the opening of claims a winner claims: exponential, truncated to the time there is.</summary>
/// <param name="lengthMs">The time there is, in milliseconds.</param>
/// <param name="meanMs">The mean of the untruncated delay.</param>
internal sealed class ClaimDelay(long lengthMs, long meanMs)
{
    private readonly ulong _share = ShareWithin(lengthMs, meanMs);

    /// <summary>The delay of a word, below the time there is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Draw(QuantileTable unitGap, ulong word)
    {
        // Already truncated by the share; the minimum only guards the table's rounding.
        var truncated = WideProducts.Multiply(word, _share, out _);
        var delay = new MeanGap((ulong)meanMs).Times(unitGap.Draw(truncated));
        return (long)Math.Min(delay, (ulong)lengthMs - 1);
    }

    /// <summary>The delays of many words, as <see cref="Draw"/> gives them.</summary>
    /// <param name="unitGap">The table that is drawn from.</param>
    /// <param name="count">How many.</param>
    /// <param name="words">The words; their places take the delays.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void DrawAll(QuantileTable unitGap, int count, ulong* words)
    {
        unchecked // a place among words
        {
            var (share, last) = (_share, (ulong)lengthMs - 1);
            for (var life = 0; life < count; life++)
                words[life] = WideProducts.Multiply(words[life], share, out _);
            unitGap.DrawAll(new ReadOnlySpan<ulong>(words, count), new Span<long>(words, count));
            MeanGaps.Times(new MeanGap((ulong)meanMs), new Span<ulong>(words, count));
            for (var life = 0; life < count; life++)
                words[life] = Math.Min(words[life], last);
        }
    }

    // The share of the untruncated exponential that lies within the time there is.
    private static ulong ShareWithin(long lengthMs, long meanMs)
    {
        var share = -Math.Exp(-(double)lengthMs / meanMs) + 1;
        return share >= 1 ? ulong.MaxValue : (ulong)(share * Math.Pow(2, 64));
    }
}
