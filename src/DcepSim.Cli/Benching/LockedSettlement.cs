using DcepSim.Ledger;
using DcepSim.Settlement;
using NodaTime;

namespace DcepSim.Cli.Benching;

/// <summary>The bare book for several callers, one at a time: what the kernel does alone.</summary>
internal sealed class LockedSettlement(LedgerOptions options, IClock clock) : ISettlement
{
    private readonly Lock _gate = new();
    private readonly InlineSettlement _book = new(options, clock);

    public ValueTask<AccountId> OpenAsync(AccountTerms terms, CancellationToken cancellationToken = default) => Alone(() => _book.OpenAsync(terms, cancellationToken));

    public ValueTask<ConditionStatus> ChangeConditionAsync(AccountId account, AccountCondition condition, CancellationToken cancellationToken = default) =>
        Alone(() => _book.ChangeConditionAsync(account, condition, cancellationToken));

    public ValueTask SettleAsync(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            _book.Settle(transfers.Span, receipts.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Amount> BalanceOfAsync(AccountId account, CancellationToken cancellationToken = default) => Alone(() => _book.BalanceOfAsync(account, cancellationToken));

    public ValueTask<AccountStanding> StandingOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
        Alone(() => _book.StandingOfAsync(account, cancellationToken));

    public ValueTask<TrialBalance> TakeTrialBalanceAsync(CancellationToken cancellationToken = default) => Alone(() => _book.TakeTrialBalanceAsync(cancellationToken));

    public ValueTask DisposeAsync() => _book.DisposeAsync();

    private T Alone<T>(Func<T> ask)
    {
        lock (_gate)
            return ask();
    }
}
