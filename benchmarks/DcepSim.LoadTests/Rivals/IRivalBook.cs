using DcepSim.Ledger;
using NodaTime;

namespace DcepSim.LoadTests.Rivals;

/// <summary>
/// The same rules kept by another database: keys answered once, posting rules, limits, balance caps, holds that are posted, voided or expire. No
/// chains and no packets.
/// </summary>
public interface IRivalBook : IDisposable
{
    /// <summary>What it is and how it works, for the table.</summary>
    string Name { get; }

    /// <summary>Whether balances and holds add up.</summary>
    bool IsBalanced { get; }

    /// <summary>Opens accounts, numbered from 1.</summary>
    void Open(IEnumerable<AccountTerms> accounts);

    /// <summary>One transaction: durable when it returns.</summary>
    void Settle(ReadOnlySpan<Transfer> transfers, Span<Receipt> receipts, Instant time);

    /// <summary>All balances by account number, in fen.</summary>
    long[] Balances();
}
