using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DcepSim.Statistics.Sampling;

/// <summary>One byte order and one framing for all table hashes: they must be equal on every system.</summary>
internal static class TableHash
{
    public static void Append(IncrementalHash hash, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }

    public static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, (ulong)bytes.Length);
        hash.AppendData(bytes);
    }

    public static void Append(IncrementalHash hash, ReadOnlySpan<ulong> values)
    {
        Append(hash, (ulong)values.Length);
        var bytes = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), values[i]);
        hash.AppendData(bytes);
    }

    public static string Fingerprint(Action<IncrementalHash> append)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        append(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
