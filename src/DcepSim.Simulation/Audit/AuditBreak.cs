namespace DcepSim.Simulation.Audit;

/// <summary>A place where two books differ.</summary>
/// <param name="Place">Which figure, in words.</param>
/// <param name="Expected">What the campaign's books say.</param>
/// <param name="Found">What the ledger says.</param>
public sealed record AuditBreak(string Place, NetAmount Expected, NetAmount Found)
{
    /// <summary>The difference, found less expected.</summary>
    public NetAmount Difference => Found - Expected;

    /// <summary>Place and both figures in yuan.</summary>
    public override string ToString() => $"{Place}: the campaign's books say {Expected} yuan, the ledger {Found} ({Difference})";
}
