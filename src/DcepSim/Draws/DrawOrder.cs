using DcepSim.Campaigns;

namespace DcepSim.Draws;

/// <summary>What to draw, from which list, with which beacon, and where the files go.</summary>
/// <param name="EntrantsPath">The entrant list: one id a line; see <see cref="EntrantListReader"/>.</param>
/// <param name="Terms">The prizes; <see cref="DrawTerms.OfPlaces"/> when only the number of winners is known.</param>
/// <param name="Beacon">The public chance; <c>null</c> as long as nobody knows it, which is when to commit.</param>
/// <param name="OutputFolder">Takes the files; made if it is missing.</param>
public sealed record DrawOrder(string EntrantsPath, DrawTerms Terms, Beacon? Beacon, string OutputFolder)
{
    /// <summary>The campaign the draw is for; <c>default</c> for none.</summary>
    public CampaignId Campaign { get; init; }

    /// <summary>The fingerprint of the campaign's terms; <c>default</c> for none.</summary>
    public Digest TermsFingerprint { get; init; }

    /// <summary>Where the beacon comes from, as it was announced; may be empty.</summary>
    public string BeaconSource { get; init; } = "";

    /// <summary>The commitment as it was published before, if it was; a draw that does not keep it is refused. <c>default</c> for none.</summary>
    public Digest PublishedCommitment { get; init; }

    /// <summary>Whether files of an earlier draw in the folder may be replaced.</summary>
    public bool Overwrite { get; init; }
}
