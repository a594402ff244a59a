using System.Collections.Immutable;

namespace DcepSim.Simulation.Audit;

/// <summary>The outcome of comparing the campaign's books with the ledger's.</summary>
/// <param name="Breaks">Every difference, to the fen; at most <see cref="BreaksMax"/> are kept.</param>
/// <param name="BreakCount">How many differences there were in all.</param>
/// <param name="Compared">How many figures were compared.</param>
public sealed record AuditReport(ImmutableArray<AuditBreak> Breaks, int BreakCount, int Compared)
{
    /// <summary>The most breaks listed one by one.</summary>
    public const int BreaksMax = 100;

    /// <summary>Whether the books agree to the fen.</summary>
    public bool IsClean => BreakCount == 0;
}
