namespace DcepSim.Simulation.Agents;

/// <summary>How far a life has come at some instant.</summary>
/// <param name="ClaimMs">When the packet was claimed, from the opening of claims; below zero if it was not.</param>
/// <param name="LeftFen">What the packet may still hold at most.</param>
internal readonly record struct LifeSoFar(long ClaimMs, long LeftFen)
{
    public bool HasClaimed => ClaimMs >= 0;

    public static LifeSoFar Unclaimed(long mostFen) => new(-1, mostFen);
}
