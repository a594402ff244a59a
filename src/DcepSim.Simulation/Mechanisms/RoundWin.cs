using System.Collections.Immutable;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>What somebody has won in a round.</summary>
/// <param name="Entrant">Who, by number among the applicants.</param>
/// <param name="Row">The row of the package.</param>
/// <param name="Priority">The word of the draw: the smaller, the earlier in a grab.</param>
/// <param name="Amounts">The packets in it.</param>
internal readonly record struct RoundWin(int Entrant, int Row, ulong Priority, ImmutableArray<Amount> Amounts);
