using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// Whom a device believes: the central bank's key, the operators' certificates, and the revocation list of its last contact.
/// </summary>
/// <remarks>Counts the signatures it checks. Not safe for use by several threads at once.</remarks>
public sealed class DeviceTrust
{
    private readonly PublicKey centralBank;
    private readonly ITokenVerifier verifier;
    private readonly Dictionary<OperatorId, OfflineCertificate> operators = [];
    private RevocationList? revoked;

    /// <summary>A device that believes the central bank and nobody else yet.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="verifier"/> is null.</exception>
    public DeviceTrust(PublicKey centralBank, ITokenVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        this.centralBank = centralBank;
        this.verifier = verifier;
    }

    /// <summary>How many signatures were checked.</summary>
    public long Verified { get; private set; }

    /// <summary>The number of the revocation list; −1 before the first.</summary>
    public long RevocationNumber => revoked?.Number ?? -1;

    /// <summary>Takes an operator's certificate, if the central bank signed it.</summary>
    public OfflineRefusal TakeOperator(ReadOnlySpan<byte> certificate)
    {
        var refusal = OfflineCertificate.Read(certificate, out var read);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (!read!.IsOperator)
            return OfflineRefusal.CertificateIssuer;
        Verified++;
        if (!read.IsSignedBy(centralBank, verifier))
            return OfflineRefusal.CertificateSignature;
        operators[read.Operator] = read;
        return OfflineRefusal.None;
    }

    /// <summary>Takes a revocation list, if the central bank signed it and it is not older than the one held.</summary>
    public OfflineRefusal TakeRevocations(ReadOnlySpan<byte> list)
    {
        Verified++;
        var refusal = RevocationList.Read(list, centralBank, verifier, out var read);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (read!.Number < RevocationNumber)
            return OfflineRefusal.RevocationListOlder;
        revoked = read;
        return OfflineRefusal.None;
    }

    /// <summary>Whether a purse stands on the list of the last contact.</summary>
    public bool IsRevoked(PurseId purse) => revoked?.Contains(purse) == true;

    /// <summary>Reads a purse's certificate and checks it up to the central bank; revocation is asked separately.</summary>
    public OfflineRefusal ReadPurse(ReadOnlySpan<byte> bytes, Instant64 now, out OfflineCertificate? certificate)
    {
        certificate = null;
        var refusal = OfflineCertificate.Read(bytes, out var read);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (read!.IsOperator || !operators.TryGetValue(read.Operator, out var issuer))
            return OfflineRefusal.CertificateIssuer;
        Verified++;
        if (!read.IsSignedBy(issuer.Key, verifier))
            return OfflineRefusal.CertificateSignature;
        if (!read.IsValidAt(now) || !issuer.IsValidAt(now))
            return OfflineRefusal.CertificateExpired;
        certificate = read;
        return OfflineRefusal.None;
    }

    /// <summary>Whether a certified purse signed a message.</summary>
    public bool IsSigned(SignedMessage message, OfflineCertificate by)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(by);
        Verified++;
        return message.IsSignedBy(by.Key, verifier);
    }

    /// <summary>Whether an operator this device has a certificate of signed a message.</summary>
    public bool IsSignedByOperator(SignedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Verified++;
        return operators.TryGetValue(message.Content.Operator, out var issuer) && message.IsSignedBy(issuer.Key, verifier);
    }

    internal bool Verify(PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Verified++;
        return verifier.Verify(key, message, signature);
    }
}
