using DcepSim.Campaigns;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>One packet of a package, or the right in it. The first of each row carries what merchants add.</summary>
internal struct Holding
{
    public int Person;
    public int Row;
    public int Round;

    /// <summary>The person's holding before this one; −1 for none.</summary>
    public int Earlier;

    public PacketLife Life;

    /// <summary>None before the claim, and for a package without money.</summary>
    public AccountId Account;

    public bool IsClaimed;
    public bool IsFirst;
    public bool IsCouponUsed;
}
