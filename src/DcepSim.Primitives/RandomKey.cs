using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace DcepSim;

/// <summary>
/// Chance as a value: a key names an endless row of random words, each a pure function of (key, index), and any number of child keys.
/// </summary>
/// <remarks>
/// <para>No state, no order, no lock: applicant 4711's luck does not change because a merchant or a thread was added, and two designs can
/// be compared under the same chance. The generator is Philox4x64-10; words, children by number and children by name come from separate
/// counter domains, so they never meet.</para>
/// <para>Not for secrets: anyone with the key can foretell every word. <c>default</c> is a valid key, that of no seed in particular.</para>
/// </remarks>
/// <param name="K0">First half of the key.</param>
/// <param name="K1">Second half of the key.</param>
public readonly record struct RandomKey(ulong K0, ulong K1)
{
    internal const ulong ChildDomain = 2;
    private const ulong SeedDomain = 1;
    private const ulong NameDomain = 3;
    private const int NameBytesPerBlock = 16;

    /// <summary>The root key of a seed.</summary>
    /// <param name="seed">Any number; the same seed gives the same key everywhere.</param>
    public static RandomKey FromSeed(long seed)
    {
        var block = RandomBlock.Philox(unchecked((ulong)seed), 0, 0, SeedDomain, 0, 0); // unchecked: the bit pattern is the seed
        return new(block.A, block.B);
    }

    /// <summary>The key held in 16 bytes, the first half first, each half little-endian.</summary>
    /// <exception cref="ArgumentException">There are not exactly 16 bytes.</exception>
    public static RandomKey FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == 16
        ? new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]))
        : throw new ArgumentException($"A key takes exactly 16 bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The four random words at a block index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RandomBlock Block(ulong index) => RandomBlock.Philox(index, 0, 0, 0, K0, K1);

    /// <summary>The random word at an index. Neighbouring words share a block: where many are wanted, <see cref="Block"/> is four times cheaper.</summary>
    public ulong Word(ulong index) => Block(index >> 2)[(int)(index & 3)];

    /// <summary>The child key of a number: a person, a run, an occasion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RandomKey Child(ulong index)
    {
        var block = RandomBlock.Philox(index, 0, 0, ChildDomain, K0, K1);
        return new(block.A, block.B);
    }

    /// <summary>The child key of a name: a purpose such as "draw" or "basket". Cost grows with the name's length.</summary>
    /// <param name="name">Any text; its UTF-8 bytes and its length are what counts.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public RandomKey Child(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bytes = Encoding.UTF8.GetBytes(name);
        var key = this;
        Span<byte> part = stackalloc byte[NameBytesPerBlock];
        for (var offset = 0; offset == 0 || offset < bytes.Length; offset += NameBytesPerBlock)
        {
            part.Clear();
            bytes.AsSpan(offset, Math.Min(NameBytesPerBlock, bytes.Length - offset)).CopyTo(part);
            var block = RandomBlock.Philox(
                BinaryPrimitives.ReadUInt64LittleEndian(part),
                BinaryPrimitives.ReadUInt64LittleEndian(part[8..]),
                (ulong)bytes.Length,
                NameDomain,
                key.K0,
                key.K1);
            key = new(block.A, block.B);
        }

        return key;
    }

    /// <summary>A number below a bound, each equally likely (Lemire's method with up to four tries: the bias is at most (bound / 2^64)^4).</summary>
    /// <param name="index">The block of chance to spend.</param>
    /// <param name="bound">1 and up.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is zero.</exception>
    public ulong Below(ulong index, ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        var block = Block(index);
        var threshold = unchecked(0 - bound) % bound; // unchecked: 2^64 - bound is meant
        var high = 0UL;
        for (var word = 0; word < 4; word++)
        {
            high = Math.BigMul(block[word], bound, out var low);
            if (low >= threshold)
                return high;
        }

        return high;
    }
}
