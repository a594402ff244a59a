using DcepSim.Ledger;
using NodaTime.HighPerformance;

namespace DcepSim.Testing.Ledgers;

/// <summary>Accounts that are frozen, freed or closed, and then transfers that are asked together.</summary>
/// <param name="Time">Their time.</param>
/// <param name="Changes">The accounts and their new conditions.</param>
/// <param name="Transfers">What is asked.</param>
public sealed record LedgerBatch(
    Instant64 Time,
    IReadOnlyList<(AccountId Account, AccountCondition Condition)> Changes,
    IReadOnlyList<Transfer> Transfers);
