using System.Security.Cryptography;

namespace DcepSim.Campaigns;

/// <summary>
/// What an organiser publishes before the draw: the entrant list by its root, the prizes, the algorithm, and where the beacon will come from.
/// After that, nothing is left to choose.
/// </summary>
/// <param name="Campaign">The campaign; <c>default</c> for a draw without one.</param>
/// <param name="TermsFingerprint">The campaign terms' <see cref="CampaignTerms.Fingerprint"/>; <c>default</c> for a draw without them.</param>
/// <param name="Draw">The prizes.</param>
/// <param name="Entrants">How many entrants there are, 1 and up.</param>
/// <param name="EntrantRoot">The root of the <see cref="EntrantTree"/>.</param>
/// <param name="BeaconSource">Where the beacon will come from, so exactly that nobody can choose among several: free text, may be empty.</param>
/// <param name="Algorithm">The algorithm with its version; <see cref="LotteryDraw.Algorithm"/> is the only one known.</param>
public sealed record DrawCommitment(
    CampaignId Campaign,
    Digest TermsFingerprint,
    DrawTerms Draw,
    int Entrants,
    Digest EntrantRoot,
    string BeaconSource = "",
    string Algorithm = LotteryDraw.Algorithm)
{
    /// <summary>The commitment of a campaign to its list.</summary>
    /// <param name="terms">The campaign's terms.</param>
    /// <param name="tree">The list, as it was when registration closed.</param>
    /// <param name="beaconSource">Where the beacon will come from.</param>
    public static DrawCommitment Of(CampaignTerms terms, EntrantTree tree, string beaconSource = "")
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(tree);
        return new(terms.Id, terms.Fingerprint(), terms.Draw, tree.Entrants.Count, tree.Root, beaconSource);
    }

    /// <summary>The SHA-256 of everything the commitment says: short enough to be read out, printed or written into a chain.</summary>
    public Digest Fingerprint()
    {
        using var writer = new DigestWriter("dcepsim.draw-commitment/1");
        writer.Write(Campaign.ToString());
        writer.Write(TermsFingerprint);
        Draw.WriteTo(writer);
        writer.Write(Entrants);
        writer.Write(EntrantRoot);
        writer.Write(BeaconSource);
        writer.Write(Algorithm);
        return writer.Finish();
    }

    /// <summary>The key of the draw: the first 16 bytes of SHA-256 over a tag, the commitment's fingerprint and the beacon.</summary>
    /// <param name="beacon">The public chance, known only after the commitment was published.</param>
    public RandomKey KeyFor(Beacon beacon)
    {
        ArgumentNullException.ThrowIfNull(beacon);
        using var writer = new DigestWriter("dcepsim.draw-key/1");
        writer.Write(Fingerprint());
        writer.Write(beacon.Bytes);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        writer.Finish().CopyTo(bytes);
        return RandomKey.FromBytes(bytes[..16]);
    }
}
