namespace DcepSim.Simulation.Mechanisms;

/// <summary>Where people in one run begin to behave otherwise.</summary>
/// <param name="atMs">When, from the opening of the first claims.</param>
/// <param name="after">How they behave from then on.</param>
internal sealed class MechanismBranch(long atMs, CampaignModel after)
{
    public long AtMs => atMs;

    public CampaignModel After => after;

    public bool HasHappened { get; set; }

    /// <summary>The packages won before it: the first packet of each, and the winner's word in the draw.</summary>
    public Dictionary<int, ulong> Wins { get; } = [];
}
