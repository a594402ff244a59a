using System.Security.Cryptography;

namespace DcepSim.Offline;

/// <summary>Checks the signatures of <see cref="ModelledSigner"/>.</summary>
/// <remarks>Stateless and safe to share between threads.</remarks>
public sealed class ModelledVerifier : ITokenVerifier
{
    /// <inheritdoc/>
    public bool Verify(PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (key.Bytes.IsEmpty || signature.Length != PublicKey.SignatureLength)
            return false;
        Span<byte> expected = stackalloc byte[PublicKey.SignatureLength];
        Tag(key, message, expected);
        return expected.SequenceEqual(signature);
    }

    internal static void Tag(PublicKey key, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        const int MessageMax = 256; // every layout of this room is shorter
        if (message.Length > MessageMax)
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(message, digest);
            Tag(key, digest, signature);
            return;
        }

        Span<byte> text = stackalloc byte[PublicKey.Length + MessageMax];
        key.Bytes.CopyTo(text);
        message.CopyTo(text[PublicKey.Length..]);
        SHA256.HashData(text[..(PublicKey.Length + message.Length)], signature[..SHA256.HashSizeInBytes]);
        SHA256.HashData(signature[..SHA256.HashSizeInBytes], signature[SHA256.HashSizeInBytes..]);
    }
}
