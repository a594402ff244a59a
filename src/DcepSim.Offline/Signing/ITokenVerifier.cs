namespace DcepSim.Offline;

/// <summary>Checks signatures of any key.</summary>
/// <remarks>Never throws for wrong keys or signatures: the answer is <c>false</c>.</remarks>
public interface ITokenVerifier
{
    /// <summary>Whether a signature over a message was made with the private half of a key.</summary>
    bool Verify(PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
