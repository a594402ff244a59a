using DcepSim.Ledger;

namespace DcepSim.Settlement;

/// <summary>
/// The one door to settle transfers, in this thread or through a pipeline: the same requests give the same books.
/// </summary>
/// <remarks>A transfer that was answered is final. Whoever did not get the answer asks again with the same key.</remarks>
public interface ISettlement : IAsyncDisposable
{
    /// <summary>Opens an account.</summary>
    /// <param name="terms">What is agreed.</param>
    /// <param name="cancellationToken">Ends the request if it has not been sequenced yet, else only the wait.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">The terms make no sense.</exception>
    /// <exception cref="InvalidOperationException">There is no room for another account.</exception>
    ValueTask<AccountId> OpenAsync(AccountTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Freezes, frees or closes an account, or says why not.</summary>
    /// <param name="account">Which account.</param>
    /// <param name="condition">What may be done with it from now on.</param>
    /// <param name="cancellationToken">As for opening.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="condition"/> is not in the closed list.</exception>
    ValueTask<ConditionStatus> ChangeConditionAsync(AccountId account, AccountCondition condition, CancellationToken cancellationToken = default);

    /// <summary>Settles transfers in the order given. Chains end within the batch.</summary>
    /// <param name="transfers">What is asked; must stay as it is until the task ends.</param>
    /// <param name="receipts">Takes the answers, one for each transfer at its index. They are answers once the task has ended well: before, the
    /// memory may hold what is not yet durable; where it ends otherwise after sequencing, <c>default</c>.</param>
    /// <param name="cancellationToken">Cancelled before sequencing: nothing was applied. Cancelled after: only the wait ends, and asking
    /// again with the same keys gives the receipts.</param>
    /// <exception cref="ArgumentException"><paramref name="receipts"/> is shorter than <paramref name="transfers"/>.</exception>
    /// <exception cref="OperationCanceledException">The request or the wait was cancelled.</exception>
    ValueTask SettleAsync(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts, CancellationToken cancellationToken = default);

    /// <summary>What an account holds by all answered transfers; zero for the issue account.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The account is not open.</exception>
    ValueTask<Amount> BalanceOfAsync(AccountId account, CancellationToken cancellationToken = default);

    /// <summary>An account's balance, holds, payments and condition together, by all answered transfers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The account is not open.</exception>
    ValueTask<AccountStanding> StandingOfAsync(AccountId account, CancellationToken cancellationToken = default);

    /// <summary>All balances and turnovers by all answered transfers. Costs one pass over all accounts.</summary>
    ValueTask<TrialBalance> TakeTrialBalanceAsync(CancellationToken cancellationToken = default);
}
