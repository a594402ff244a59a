namespace DcepSim.Offline;

/// <summary>What makes a purse this purse: its certificate and the private key in its secure element.</summary>
/// <remarks>Whoever gets hold of it can sign in the purse's name: that is what a broken secure element means.</remarks>
/// <param name="Certificate">The operator's certificate of the purse.</param>
/// <param name="Signer">The purse's private key.</param>
public sealed record PurseIdentity(OfflineCertificate Certificate, ITokenSigner Signer)
{
    /// <summary>The purse.</summary>
    public PurseId Purse => Certificate.Purse;
}
