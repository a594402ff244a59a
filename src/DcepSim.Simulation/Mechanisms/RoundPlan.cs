using System.Collections.Immutable;
using DcepSim.Simulation.Agents;
using DcepSim.Statistics.Sampling;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>One round of a campaign, made ready to run. Times are milliseconds since the opening of the first round's claims.</summary>
/// <param name="ClaimOpensMs">When its winners may claim.</param>
/// <param name="SpendOpensMs">When its packets may first be spent.</param>
/// <param name="SpendClosesMs">The first moment at which they may no longer be spent.</param>
/// <param name="Window">The same two as packet accounts carry them.</param>
/// <param name="Counts">Its packages by row, before money that rolls over.</param>
/// <param name="Claims">Whether a winner claims.</param>
/// <param name="Delay">When a winner claims.</param>
internal sealed record RoundPlan(
    long ClaimOpensMs, long SpendOpensMs, long SpendClosesMs, SpendWindow Window, ImmutableArray<int> Counts, Chance Claims, ClaimDelay Delay)
{
    public bool IsOpenAt(long ms) => ms >= SpendOpensMs && ms < SpendClosesMs;
}
