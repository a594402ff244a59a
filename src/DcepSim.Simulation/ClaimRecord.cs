using NodaTime;

namespace DcepSim.Simulation;

/// <summary>One claimed packet, or right without money.</summary>
/// <remarks><c>default</c> means nothing. Immutable.</remarks>
/// <param name="Time">When it was claimed.</param>
/// <param name="Entrant">The claimant's number among the applicants, from 0.</param>
/// <param name="Operator">The claimant's operator, by place in the scenario's list.</param>
/// <param name="Face">The packet's value; zero for a right.</param>
public readonly record struct ClaimRecord(Instant Time, int Entrant, int Operator, Amount Face);
