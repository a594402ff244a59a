using NodaTime.HighPerformance;

namespace DcepSim.Testing.Ledgers;

/// <summary>Transfers that are asked together.</summary>
/// <param name="Time">Their time.</param>
/// <param name="Transfers">What is asked.</param>
public sealed record LedgerBatch(Instant64 Time, IReadOnlyList<Transfer> Transfers);
