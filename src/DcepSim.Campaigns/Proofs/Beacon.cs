namespace DcepSim.Campaigns;

/// <summary>
/// Public chance that nobody could know when the entrant list was committed to: a lottery number, a block's hash, a beacon round.
/// </summary>
/// <remarks>The draw is only as fair as its beacon: it must be fixed after the commitment is published, hard to foretell (32 random bytes are
/// good, a short number is not), and its source named in the commitment. Immutable; equal when the bytes are.</remarks>
public sealed class Beacon : IEquatable<Beacon>
{
    /// <summary>The most bytes a beacon may have.</summary>
    public const int BytesMax = 1024;

    private readonly byte[] bytes;

    /// <summary>A beacon of some bytes.</summary>
    /// <param name="bytes">1 to 1,024 bytes.</param>
    /// <exception cref="ArgumentException">There are too few or too many bytes.</exception>
    public Beacon(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > BytesMax)
            throw new ArgumentException($"A beacon has 1 to {BytesMax} bytes, not {bytes.Length}.", nameof(bytes));
        this.bytes = bytes.ToArray();
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Reads hexadecimal digits, two a byte, in either case.</summary>
    /// <param name="hex">The digits.</param>
    /// <param name="beacon">The beacon read.</param>
    /// <param name="reason">Why not, for a person, when the answer is <c>false</c>; else empty.</param>
    public static bool TryParse(string? hex, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Beacon? beacon, out string reason)
    {
        beacon = null;
        reason = hex switch
        {
            null or "" => "A beacon is missing: give it as hexadecimal digits.",
            { Length: > 2 * BytesMax } => $"A beacon has at most {2 * BytesMax} hexadecimal digits, not {hex.Length}.",
            _ when hex.AsSpan().IndexOfAnyExcept(HexDigits) is >= 0 and var place => $"Character {place + 1} of the beacon, '{hex[place]}', is no hexadecimal digit.",
            { Length: var length } when length % 2 == 1 => $"A beacon has two hexadecimal digits a byte; {length} is an odd number.",
            _ => "",
        };
        if (reason.Length == 0)
            beacon = new(Convert.FromHexString(hex!));
        return beacon is not null;
    }

    /// <inheritdoc/>
    public bool Equals(Beacon? other) => other is not null && bytes.AsSpan().SequenceEqual(other.bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Beacon);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <summary>Hexadecimal digits in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(bytes);

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
