using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>One break, to the fen, pinned on one device.</summary>
/// <param name="Kind">What does not fit.</param>
/// <param name="Device">The purse that did it.</param>
/// <param name="Other">The other purse concerned; none if there is none.</param>
/// <param name="Counter">The payer's counter of the token; for a gap, the greatest counter seen; 0 for an overspend.</param>
/// <param name="Amount">What it is worth; zero for a gap.</param>
/// <param name="At">When the book saw it; <c>default</c> for what only a statement finds (overspend, gap).</param>
public readonly record struct OfflineBreak(OfflineBreakKind Kind, PurseId Device, PurseId Other, uint Counter, Amount Amount, Instant64 At);
