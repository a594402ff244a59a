using MathNet.Numerics.Random;

namespace DcepSim.Statistics.Sampling;

/// <summary>A random source for MathNet's samplers that is fed from a <see cref="RandomKey"/>: the only one to hand to a MathNet distribution here.</summary>
/// <remarks>
/// Draws made through it use floating point: repeatable on one system, not promised to the last bit between systems. Lives of a run draw from
/// tables instead. Not safe for concurrent use; every thread makes its own from its key.
/// </remarks>
public sealed class KeyedRandomSource : RandomSource
{
    private const double Unit = 1.0 / (1UL << 53);
    private KeyedWords _words;

    /// <summary>A source that starts at word 0 of a key.</summary>
    /// <param name="key">Whose words.</param>
    public KeyedRandomSource(RandomKey key)
        : base(threadSafe: false) => _words = new(key);

    /// <inheritdoc/>
    protected override double DoSample() => (_words.Next() >> 11) * Unit;

    /// <inheritdoc/>
    protected override int DoSampleInteger() => (int)_words.Below(int.MaxValue);

    /// <inheritdoc/>
    protected override int DoSampleInteger(int maxExclusive) => (int)_words.Below((ulong)maxExclusive);

    /// <inheritdoc/>
    protected override int DoSampleInteger(int minInclusive, int maxExclusive) =>
        (int)(minInclusive + (long)_words.Below((ulong)((long)maxExclusive - minInclusive)));

    /// <inheritdoc/>
    protected override void DoSampleBytes(byte[] buffer)
    {
        for (var i = 0; i < buffer.Length; i++)
            buffer[i] = (byte)(_words.Next() >> 56);
    }
}
