using DcepSim.Ledger;
using DcepSim.Settlement;
using NodaTime;

namespace DcepSim.UnitTests.Simulation;

/// <summary>A real book whose first transfer of a kind is one fen short.</summary>
internal sealed class FenThief(LedgerOptions options, IClock clock, TransferKind kind) : ISettlement
{
    private readonly InlineSettlement _inner = new(options, clock);
    private bool _done;

    public ValueTask SettleAsync(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts, CancellationToken cancellationToken = default)
    {
        var changed = transfers.ToArray();
        var index = _done ? -1 : Array.FindIndex(changed, transfer => transfer.Kind == kind && transfer.Amount > Amount.FromFen(1));
        if (index >= 0)
        {
            changed[index] = changed[index] with { Amount = Amount.FromFen(changed[index].Amount.Fen - 1) };
            _done = true;
        }

        return _inner.SettleAsync(changed, receipts, cancellationToken);
    }

    public ValueTask<AccountId> OpenAsync(AccountTerms terms, CancellationToken cancellationToken = default) => _inner.OpenAsync(terms, cancellationToken);

    public ValueTask<Amount> BalanceOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
        _inner.BalanceOfAsync(account, cancellationToken);

    public ValueTask<ConditionStatus> ChangeConditionAsync(AccountId account, AccountCondition condition, CancellationToken cancellationToken = default) =>
        _inner.ChangeConditionAsync(account, condition, cancellationToken);

    public ValueTask<AccountStanding> StandingOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
        _inner.StandingOfAsync(account, cancellationToken);

    public ValueTask<TrialBalance> TakeTrialBalanceAsync(CancellationToken cancellationToken = default) => _inner.TakeTrialBalanceAsync(cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
