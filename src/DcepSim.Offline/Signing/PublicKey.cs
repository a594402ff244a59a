namespace DcepSim.Offline;

/// <summary>A public key on the curve P-256: the coordinates X and Y, 32 bytes each, big-endian.</summary>
/// <remarks><c>default</c> is no key and verifies nothing. Immutable and safe to share between threads.</remarks>
public readonly struct PublicKey : IEquatable<PublicKey>
{
    /// <summary>The length of a key: 64 bytes.</summary>
    public const int Length = 64;

    /// <summary>The length of a signature (r and s, 32 bytes each): 64 bytes.</summary>
    public const int SignatureLength = 64;

    private readonly byte[]? bytes;

    /// <summary>A key from its bytes, which are copied.</summary>
    /// <exception cref="ArgumentException">There are not exactly 64 bytes.</exception>
    public PublicKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"A public key takes exactly {Length} bytes, not {bytes.Length}.", nameof(bytes));
        this.bytes = bytes.ToArray();
    }

    /// <summary>The 64 bytes, or none for <c>default</c>.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Whether two keys are the same bytes.</summary>
    public static bool operator ==(PublicKey left, PublicKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    public static bool operator !=(PublicKey left, PublicKey right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(PublicKey other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PublicKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }
}
