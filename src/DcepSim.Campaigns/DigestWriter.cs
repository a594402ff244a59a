using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DcepSim.Campaigns;

/// <summary>Feeds fields into a SHA-256 so that no two different rows of fields give the same bytes: every text carries its length, and a
/// tag comes first that says what is being hashed.</summary>
internal sealed class DigestWriter : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public DigestWriter(string tag) => Write(tag);

    public void Write(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        hash.AppendData(bytes);
    }

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        hash.AppendData(bytes);
    }

    public void Write(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        digest.CopyTo(bytes);
        hash.AppendData(bytes);
    }

    public Digest Finish()
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        hash.GetHashAndReset(bytes);
        return Digest.FromBytes(bytes);
    }

    public void Dispose() => hash.Dispose();
}
