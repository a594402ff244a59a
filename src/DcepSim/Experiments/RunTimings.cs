namespace DcepSim.Experiments;

/// <summary>How long the parts of one run took, in seconds.</summary>
/// <remarks><c>default</c> is no time at all. Immutable.</remarks>
/// <param name="DrawSeconds">Drawing the winners.</param>
/// <param name="ModelSeconds">Drawing lives and putting their events in order of time.</param>
/// <param name="SettlementSeconds">Moving every fen through the ledger.</param>
/// <param name="AuditSeconds">Comparing the books.</param>
/// <param name="WritingSeconds">Finishing what a recorder writes.</param>
public readonly record struct RunTimings(double DrawSeconds, double ModelSeconds, double SettlementSeconds, double AuditSeconds, double WritingSeconds);
