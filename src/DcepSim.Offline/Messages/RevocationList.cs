using System.Buffers.Binary;

namespace DcepSim.Offline;

/// <summary>The purses no one should take value from any more, signed by the central bank. It reaches a device only at a contact.</summary>
/// <remarks>Immutable and safe to share between threads. Layout: mark, version, number, count, purses in rising order, signature.</remarks>
public sealed class RevocationList
{
    private const uint Mark = 0x524F4344; // "DCOR"
    private const int Version = 1;
    private const int HeadLength = 20;

    private readonly byte[] bytes;
    private readonly int[] purses;

    private RevocationList(long number, int[] purses, byte[] bytes)
    {
        Number = number;
        this.purses = purses;
        this.bytes = bytes;
    }

    /// <summary>The number of this list; a greater one is newer. 0 and up.</summary>
    public long Number { get; }

    /// <summary>How many purses are revoked.</summary>
    public int Count => purses.Length;

    /// <summary>The bytes of it, signature included.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Makes and signs a list. O(n log n).</summary>
    /// <param name="number">0 and up.</param>
    /// <param name="purses">In any order; repeats are dropped.</param>
    /// <param name="centralBank">Signs.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is below 0.</exception>
    public static RevocationList Create(long number, IEnumerable<PurseId> purses, ITokenSigner centralBank)
    {
        ArgumentNullException.ThrowIfNull(purses);
        ArgumentNullException.ThrowIfNull(centralBank);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        int[] sorted = [.. purses.Select(purse => purse.Value).Distinct().Order()];
        var bytes = new byte[HeadLength + (sorted.Length * sizeof(int)) + PublicKey.SignatureLength];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), sorted.Length);
        for (var i = 0; i < sorted.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeadLength + (i * sizeof(int))), sorted[i]);
        centralBank.Sign(bytes.AsSpan(0, bytes.Length - PublicKey.SignatureLength), bytes.AsSpan(bytes.Length - PublicKey.SignatureLength));
        return new(number, sorted, bytes);
    }

    /// <summary>Reads a list and checks its signature. Never throws for bad bytes.</summary>
    /// <returns><see cref="OfflineRefusal.None"/> or <see cref="OfflineRefusal.RevocationListSignature"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="verifier"/> is null.</exception>
    public static OfflineRefusal Read(ReadOnlySpan<byte> bytes, PublicKey centralBank, ITokenVerifier verifier, out RevocationList? list)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        list = null;
        var body = bytes.Length - PublicKey.SignatureLength;
        if (body < HeadLength
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Mark
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != Version
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]) != (body - HeadLength) / sizeof(int)
            || (body - HeadLength) % sizeof(int) != 0
            || !verifier.Verify(centralBank, bytes[..body], bytes[body..]))
            return OfflineRefusal.RevocationListSignature;
        var purses = new int[(body - HeadLength) / sizeof(int)];
        for (var i = 0; i < purses.Length; i++)
            purses[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(HeadLength + (i * sizeof(int)))..]);
        list = new(BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), purses, bytes.ToArray());
        return OfflineRefusal.None;
    }

    /// <summary>Whether a purse is revoked. O(log n).</summary>
    public bool Contains(PurseId purse) => Array.BinarySearch(purses, purse.Value) >= 0;
}
