namespace DcepSim.Simulation;

/// <summary>What one round of a campaign came to. All money is in fen; of every round granted = spent + recalled.</summary>
/// <param name="Winners">Packages won, those of rolled-over money included.</param>
/// <param name="Claimed">Packages claimed.</param>
/// <param name="GrantedFen">The value of the packets claimed.</param>
/// <param name="SpentFen">What was spent of it, refunds taken off.</param>
/// <param name="RecalledFen">What went back, to the funder or for a further round to the pool.</param>
public sealed record RoundOutcome(long Winners, long Claimed, long GrantedFen, long SpentFen, long RecalledFen);
