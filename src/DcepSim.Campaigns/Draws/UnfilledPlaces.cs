namespace DcepSim.Campaigns;

/// <summary>What becomes of reserved places for which a group has too few entrants.</summary>
public enum UnfilledPlaces : byte
{
    /// <summary>Nobody gets them and their money stays with the funder; the meaning of <c>default</c>.</summary>
    ReturnToFunder = 0,

    /// <summary>They keep their face value and are offered, in the order the prizes are listed, to all entrants who have won nothing yet.</summary>
    OfferToEveryone = 1,
}
