using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DcepSim.Campaigns;

/// <summary>A SHA-256 digest: 32 bytes. <c>default</c> is all zeros and stands for "no digest".</summary>
/// <param name="A">Bytes 0 to 7, big-endian.</param>
/// <param name="B">Bytes 8 to 15, big-endian.</param>
/// <param name="C">Bytes 16 to 23, big-endian.</param>
/// <param name="D">Bytes 24 to 31, big-endian.</param>
public readonly record struct Digest(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>How many bytes a digest has.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>Whether this stands for "no digest".</summary>
    public bool IsNone => this == default;

    /// <summary>The SHA-256 of some bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(bytes, hash);
        return FromBytes(hash);
    }

    /// <summary>The digest held in 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]))
        : throw new ArgumentException($"A digest takes exactly {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <param name="hex">The digits, in either case; <c>null</c> is no digest.</param>
    /// <param name="digest">The digest read; <c>default</c> when the answer is <c>false</c>.</param>
    /// <returns>Whether <paramref name="hex"/> was 64 hexadecimal digits.</returns>
    public static bool TryParse(string? hex, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Size];
        digest = default;
        if (hex?.Length != 2 * Size || Convert.FromHexString(hex, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        digest = FromBytes(bytes);
        return true;
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Size)
            throw new ArgumentException($"A digest takes {Size} bytes, not {destination.Length}.", nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, A);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], D);
    }

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString() => $"{A:x16}{B:x16}{C:x16}{D:x16}";
}
