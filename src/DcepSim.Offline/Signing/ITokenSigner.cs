namespace DcepSim.Offline;

/// <summary>Signs with one private key, as a secure element does: the key never comes out.</summary>
/// <remarks>Not safe for use by several threads at once unless an implementation says so.</remarks>
public interface ITokenSigner
{
    /// <summary>The key others verify with.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Signs a message.</summary>
    /// <param name="message">The bytes to sign.</param>
    /// <param name="signature">Where the signature goes: exactly <see cref="PublicKey.SignatureLength"/> bytes.</param>
    void Sign(ReadOnlySpan<byte> message, Span<byte> signature);
}
