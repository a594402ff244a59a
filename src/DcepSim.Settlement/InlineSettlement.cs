using DcepSim.Ledger;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.Settlement;

/// <summary>
/// Settles in the caller's thread, without a disk: what simulated runs use.
/// </summary>
/// <remarks>Every task is complete when it is returned. Not safe for use by several threads at once. The time of a batch is the clock's, or
/// that of the batch before if the clock went back.</remarks>
public sealed class InlineSettlement : ISettlement
{
    private readonly IClock _clock;
    private readonly GeneralLedger _ledger;
    private bool _isClosed;

    /// <summary>An empty book.</summary>
    /// <param name="options">Its stated capacities.</param>
    /// <param name="clock">Where the time of a batch comes from.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An option is out of its range; every fault is listed.</exception>
    public InlineSettlement(LedgerOptions options, IClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _ledger = new(options);
        _clock = clock;
    }

    /// <summary>The book itself, for reading and for callers that need no task.</summary>
    public GeneralLedger Ledger => _ledger;

    // Whoever asks after the end is told of what he holds, not of what it is made of.
    private GeneralLedger OpenLedger
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _ledger;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AccountId> OpenAsync(AccountTerms terms, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(OpenLedger.Open(terms));
    }

    /// <inheritdoc/>
    public ValueTask<ConditionStatus> ChangeConditionAsync(AccountId account, AccountCondition condition, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(OpenLedger.ChangeCondition(account, condition));
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Settle(transfers.Span, receipts.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>Settles without a task; otherwise the same as <see cref="SettleAsync"/>.</summary>
    /// <param name="transfers">What is asked.</param>
    /// <param name="receipts">Takes the answers, one for each transfer at its index.</param>
    /// <exception cref="ArgumentException"><paramref name="receipts"/> is shorter than <paramref name="transfers"/>.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public void Settle(ReadOnlySpan<Transfer> transfers, Span<Receipt> receipts)
    {
        var now = Instant64.FromInstant(_clock.GetCurrentInstant());
        var ledger = OpenLedger;
        ledger.Apply(transfers, Instant64.Max(now, ledger.Time), receipts);
    }

    /// <inheritdoc/>
    public ValueTask<Amount> BalanceOfAsync(AccountId account, CancellationToken cancellationToken = default) => new(OpenLedger.BalanceOf(account));

    /// <inheritdoc/>
    public ValueTask<AccountStanding> StandingOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
        new(OpenLedger.StandingOf(account));

    /// <inheritdoc/>
    public ValueTask<TrialBalance> TakeTrialBalanceAsync(CancellationToken cancellationToken = default) => new(OpenLedger.TakeTrialBalance());

    /// <summary>Closes the book and gives its memory back.</summary>
    public ValueTask DisposeAsync()
    {
        _isClosed = true;
        _ledger.Dispose();
        return ValueTask.CompletedTask;
    }
}
