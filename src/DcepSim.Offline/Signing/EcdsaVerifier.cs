using System.Security.Cryptography;

namespace DcepSim.Offline;

/// <summary>Checks ECDSA signatures on P-256 over SHA-256, by the framework.</summary>
/// <remarks>Keeps the last <see cref="KeysMax"/> keys imported. Not safe for use by several threads at once; one a thread is right.</remarks>
public sealed class EcdsaVerifier : ITokenVerifier, IDisposable
{
    /// <summary>How many imported keys are kept at most: 4,096.</summary>
    public const int KeysMax = 4096;

    private const int CoordinateLength = 32;

    private readonly Dictionary<PublicKey, ECDsa?> imported = [];

    /// <inheritdoc/>
    public bool Verify(PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Import(key) is { } ecdsa && ecdsa.VerifyData(message, signature, HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public void Dispose() => Forget();

    private ECDsa? Import(PublicKey key)
    {
        if (imported.TryGetValue(key, out var known))
            return known;
        if (imported.Count == KeysMax)
            Forget();
        var ecdsa = TryCreate(key);
        imported.Add(key, ecdsa);
        return ecdsa;
    }

    private static ECDsa? TryCreate(PublicKey key)
    {
        if (key.Bytes.IsEmpty)
            return null;
        try
        {
            var point = new ECPoint { X = key.Bytes[..CoordinateLength].ToArray(), Y = key.Bytes[CoordinateLength..].ToArray() };
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        }
        catch (CryptographicException)
        {
            return null; // not a point of the curve: such a key verifies nothing
        }
    }

    private void Forget()
    {
        foreach (var ecdsa in imported.Values)
            ecdsa?.Dispose();
        imported.Clear();
    }
}
