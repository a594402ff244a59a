using System.Buffers.Binary;
using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>A certificate: the central bank says that a key is an operator's, or an operator that a key is a purse's.</summary>
/// <remarks>Immutable and safe to share between threads. The layout stands in README.md.</remarks>
public sealed class OfflineCertificate
{
    /// <summary>The length of a certificate: 168 bytes.</summary>
    public const int Length = BodyLength + PublicKey.SignatureLength;

    /// <summary>The least tier (Class I, the strongest identification).</summary>
    public const byte TierMin = 1;

    /// <summary>The greatest tier (Class IV, anonymous).</summary>
    public const byte TierMax = 4;

    private const int BodyLength = 104;
    private const int KeyOffset = 40;
    private const uint Mark = 0x434F4344; // "DCOC"
    private const byte Version = 1;
    private const byte LevelOperator = 1;
    private const byte LevelPurse = 2;

    private readonly byte[] bytes;

    private OfflineCertificate(byte[] bytes) => this.bytes = bytes;

    /// <summary>The operator that is certified, or the one that certifies a purse.</summary>
    public OperatorId Operator => new(bytes[6]);

    /// <summary>The purse that is certified; none in an operator's certificate.</summary>
    public PurseId Purse => new(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)));

    /// <summary>Whether an operator is certified (by the central bank), not a purse.</summary>
    public bool IsOperator => bytes[5] == LevelOperator;

    /// <summary>What kind of device the purse is; meaningless in an operator's certificate.</summary>
    public PurseForm Form => (PurseForm)bytes[7];

    /// <summary>The purse's wallet tier, 1 to 4; 0 in an operator's certificate.</summary>
    public byte Tier => bytes[8];

    /// <summary>The number of this certificate among those of its subject, 1 to 65,535: renewal counts on.</summary>
    public int Serial => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(16));

    /// <summary>The first instant it is valid.</summary>
    public Instant64 From => Instant64.FromUnixTimeNanoseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(24)));

    /// <summary>The first instant it is valid no longer.</summary>
    public Instant64 Until => Instant64.FromUnixTimeNanoseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(32)));

    /// <summary>The certified key. Copies 64 bytes.</summary>
    public PublicKey Key => new(bytes.AsSpan(KeyOffset, PublicKey.Length));

    /// <summary>The <see cref="Length"/> bytes of it.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The central bank certifies an operator.</summary>
    /// <exception cref="ArgumentException">The operator is the central bank, the serial is outside 1 to 65,535, the window is empty, or the key is none.</exception>
    public static OfflineCertificate ForOperator(OperatorId @operator, int serial, Instant64 from, Instant64 until, PublicKey key, ITokenSigner centralBank) =>
        Create(LevelOperator, @operator, default, 0, PurseId.None, serial, from, until, key, centralBank);

    /// <summary>An operator certifies a purse.</summary>
    /// <exception cref="ArgumentException">A field is outside its range.</exception>
    public static OfflineCertificate ForPurse(
        PurseId purse, OperatorId @operator, PurseForm form, byte tier, int serial, Instant64 from, Instant64 until, PublicKey key, ITokenSigner operatorSigner) =>
        Create(LevelPurse, @operator, form, tier, purse, serial, from, until, key, operatorSigner);

    /// <summary>Reads a certificate; its signature is not checked here.</summary>
    /// <returns><see cref="OfflineRefusal.None"/>, or why these bytes are no certificate. Never throws.</returns>
    public static OfflineRefusal Read(ReadOnlySpan<byte> bytes, out OfflineCertificate? certificate)
    {
        certificate = null;
        if (bytes.Length != Length)
            return OfflineRefusal.CertificateLength;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Mark)
            return OfflineRefusal.CertificateMark;
        if (bytes[4] != Version)
            return OfflineRefusal.CertificateVersion;
        var read = new OfflineCertificate(bytes.ToArray());
        if (!read.FieldsInRange())
            return OfflineRefusal.CertificateField;
        certificate = read;
        return OfflineRefusal.None;
    }

    /// <summary>Whether the certificate is valid at an instant.</summary>
    public bool IsValidAt(Instant64 now) => now >= From && now < Until;

    /// <summary>Whether the private half of the issuer's key signed this.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="verifier"/> is null.</exception>
    public bool IsSignedBy(PublicKey issuer, ITokenVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        return verifier.Verify(issuer, bytes.AsSpan(0, BodyLength), bytes.AsSpan(BodyLength));
    }

    private static OfflineCertificate Create(
        byte level, OperatorId @operator, PurseForm form, byte tier, PurseId purse, int serial, Instant64 from, Instant64 until, PublicKey key, ITokenSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (key.Bytes.IsEmpty)
            throw new ArgumentException("A certificate needs a key.", nameof(key));
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Mark);
        bytes[4] = Version;
        bytes[5] = level;
        bytes[6] = @operator.Value;
        bytes[7] = (byte)form;
        bytes[8] = tier;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), purse.Value);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), serial);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), from.ToUnixTimeNanoseconds());
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), until.ToUnixTimeNanoseconds());
        key.Bytes.CopyTo(bytes.AsSpan(KeyOffset));
        var certificate = new OfflineCertificate(bytes);
        if (!certificate.FieldsInRange())
            throw new ArgumentException($"No certificate: operator {@operator.Value} (1 to 255), purse {purse.Value}, form {form}, tier {tier}, serial {serial} (1 to 65535), {from} to {until}.", nameof(serial));
        signer.Sign(bytes.AsSpan(0, BodyLength), bytes.AsSpan(BodyLength));
        return certificate;
    }

    private bool FieldsInRange()
    {
        var subject = bytes[5] switch
        {
            LevelOperator => Purse.IsNone && bytes[7] == 0 && Tier == 0,
            LevelPurse => Purse.Value > 0 && Form <= PurseForm.Wearable && Tier is >= TierMin and <= TierMax,
            _ => false,
        };
        var padding = bytes[9] | bytes[10] | bytes[11] | BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(20));
        return subject && padding == 0 && Operator != OperatorId.CentralBank && Serial is > 0 and <= OfflineMessage.SerialMax && From < Until;
    }
}
