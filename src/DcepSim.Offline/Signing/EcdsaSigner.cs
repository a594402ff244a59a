using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DcepSim.Offline;

/// <summary>Signs with ECDSA on P-256 over SHA-256, by the framework.</summary>
/// <remarks>
/// <para>The private key is a function of a <see cref="RandomKey"/>, so that a run can be repeated: good for simulation, never for real
/// money. The signatures themselves differ from call to call (the framework draws their nonce), so runs whose bytes are compared use
/// <see cref="ModelledSigner"/>.</para>
/// <para>Holds a native key: dispose it. Not safe for use by several threads at once.</para>
/// </remarks>
public sealed class EcdsaSigner : ITokenSigner, IDisposable
{
    private readonly ECDsa key;

    /// <summary>The signer whose private key follows from a random key.</summary>
    public EcdsaSigner(RandomKey seed)
    {
        Span<byte> scalar = stackalloc byte[32];
        var block = seed.Child("p-256").Block(0);
        for (var word = 0; word < 4; word++)
            BinaryPrimitives.WriteUInt64BigEndian(scalar[(word * 8)..], block[word]);
        scalar[0] &= 0x7F; // below the order of the curve, which begins with FFFFFFFF
        scalar[31] |= 1; // never zero
        key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar.ToArray() });
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        PublicKey = new([.. point.X!, .. point.Y!]);
    }

    /// <inheritdoc/>
    public PublicKey PublicKey { get; }

    /// <inheritdoc/>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => key.SignData(message, signature, HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
