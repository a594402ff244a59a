namespace DcepSim.Campaigns;

/// <summary>Where a campaign stands; a pure function of its terms and an instant.</summary>
public enum CampaignPhase : byte
{
    /// <summary>Announced; registration has not opened.</summary>
    Announced = 0,

    /// <summary>Residents may register.</summary>
    Registration = 1,

    /// <summary>Registration is closed; the list is fixed, its commitment published, and the draw to come.</summary>
    AwaitingDraw = 2,

    /// <summary>The draw is made; claims have not opened.</summary>
    Drawn = 3,

    /// <summary>Winners may claim their packets, but not spend them yet.</summary>
    Claiming = 4,

    /// <summary>Packets may be spent (and, unless claims have closed, claimed).</summary>
    Spending = 5,

    /// <summary>The window has ended: what is left is recalled.</summary>
    Ended = 6,
}
