namespace DcepSim.Offline;

/// <summary>A message with the bytes that were signed and their signature: what goes over the link and into logs.</summary>
/// <remarks>Immutable and safe to share between threads. The signature may be wrong: <see cref="IsSignedBy"/> asks.</remarks>
public sealed class SignedMessage
{
    private readonly byte[] bytes;

    private SignedMessage(OfflineMessage content, byte[] bytes)
    {
        Content = content;
        this.bytes = bytes;
    }

    /// <summary>What it says.</summary>
    public OfflineMessage Content { get; }

    /// <summary>The <see cref="OfflineMessage.Length"/> bytes of it.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Writes and signs a message.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="signer"/> is null.</exception>
    /// <exception cref="ArgumentException">The fields do not fit the kind.</exception>
    public static SignedMessage Sign(in OfflineMessage content, ITokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var bytes = new byte[OfflineMessage.Length];
        content.WriteBody(bytes.AsSpan(0, OfflineMessage.BodyLength));
        signer.Sign(bytes.AsSpan(0, OfflineMessage.BodyLength), bytes.AsSpan(OfflineMessage.BodyLength));
        return new(content, bytes);
    }

    /// <summary>Reads a message; its signature is not checked here.</summary>
    /// <returns><see cref="OfflineRefusal.None"/>, or why these bytes are no message.</returns>
    public static OfflineRefusal Read(ReadOnlySpan<byte> bytes, out SignedMessage? message)
    {
        var refusal = OfflineMessage.Read(bytes, out var content);
        message = refusal == OfflineRefusal.None ? new(content, bytes.ToArray()) : null;
        return refusal;
    }

    /// <summary>Whether the private half of a key signed this.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="verifier"/> is null.</exception>
    public bool IsSignedBy(PublicKey key, ITokenVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        return verifier.Verify(key, bytes.AsSpan(0, OfflineMessage.BodyLength), bytes.AsSpan(OfflineMessage.BodyLength));
    }
}
