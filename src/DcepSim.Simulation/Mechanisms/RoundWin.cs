using System.Collections.Immutable;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>What somebody has won in a round: a package.</summary>
/// <param name="Entrant">Who, by number among the applicants.</param>
/// <param name="Priority">The word of the draw: the smaller, the earlier in a grab.</param>
/// <param name="Packets">The packets in it, row by row.</param>
internal readonly record struct RoundWin(int Entrant, ulong Priority, ImmutableArray<WonPacket> Packets);
