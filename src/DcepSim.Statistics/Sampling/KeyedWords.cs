using System.Runtime.CompilerServices;

namespace DcepSim.Statistics.Sampling;

/// <summary>Reads the words of a <see cref="RandomKey"/> one after another, four to a block of the generator.</summary>
/// <remarks>
/// A mutable struct: keep it in a local or a field and pass it by <c>ref</c>; a copy reads the same words again. Word n of a reader is
/// <see cref="RandomKey.Word"/> n of its key. <c>default</c> reads the default key. Not safe for concurrent use; every thread makes its own from the key.
/// </remarks>
public struct KeyedWords : IEquatable<KeyedWords>
{
    private readonly RandomKey _key;
    private ulong _index;
    private RandomBlock _block;

    /// <summary>A reader that starts at word 0 of a key.</summary>
    /// <param name="key">Whose words.</param>
    public KeyedWords(RandomKey key) => _key = key;

    /// <summary>Words read so far.</summary>
    public readonly ulong Count => _index;

    /// <summary>The next word: 64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        unchecked // a reader of 2^64 words does not exist
        {
            var place = (int)(_index & 3);
            if (place == 0)
                _block = _key.Block(_index >> 2);
            _index++;
            return _block[place];
        }
    }

    /// <summary>A number below a bound, every one exactly equally likely (Lemire 2019: the word is drawn again where the bound does not fit).</summary>
    /// <param name="bound">1 and up.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is zero.</exception>
    public ulong Below(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        var high = Math.BigMul(Next(), bound, out var low);
        if (low >= bound)
            return high;
        var threshold = unchecked(0 - bound) % bound; // unchecked: 2^64 - bound is meant
        while (low < threshold)
            high = Math.BigMul(Next(), bound, out low);
        return high;
    }

    /// <inheritdoc/>
    public readonly bool Equals(KeyedWords other) => _key == other._key && _index == other._index;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is KeyedWords other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(_key, _index);

    /// <summary>Whether two readers stand at the same word of the same key.</summary>
    public static bool operator ==(KeyedWords left, KeyedWords right) => left.Equals(right);

    /// <summary>Whether two readers stand at different words.</summary>
    public static bool operator !=(KeyedWords left, KeyedWords right) => !left.Equals(right);
}
