using System.Buffers.Binary;

namespace DcepSim.Offline;

/// <summary>A signature as a model: a hash of key and message. Every changed byte is noticed; anyone who wanted to could forge it.</summary>
/// <remarks>The same bytes on every system and in every run, and fast. What real signatures cost is counted in
/// <see cref="SignatureTally"/> and priced by <see cref="SignatureCost"/>. Immutable and safe to share between threads.</remarks>
public sealed class ModelledSigner : ITokenSigner
{
    /// <summary>The signer of a random key.</summary>
    public ModelledSigner(RandomKey seed)
    {
        Span<byte> bytes = stackalloc byte[PublicKey.Length];
        var key = seed.Child("modelled");
        for (var word = 0; word < PublicKey.Length / sizeof(ulong); word++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(word * sizeof(ulong))..], key.Word((ulong)word));
        PublicKey = new(bytes);
    }

    /// <inheritdoc/>
    public PublicKey PublicKey { get; }

    /// <inheritdoc/>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => ModelledVerifier.Tag(PublicKey, message, signature);
}
