using System.Collections.Concurrent;
using DcepSim.Ledger;
using DcepSim.Settlement;
using NodaTime;

namespace DcepSim.Cli.Benching;

/// <summary>The bare book on a thread of its own, for several callers: what the kernel does without journal and disk.</summary>
/// <remarks>One thread applies what all ask for, as the pipeline's does, so that the accounts stay in one processor's cache. Safe for use by several
/// threads.</remarks>
internal sealed class LoneSettlement : ISettlement
{
    private readonly Lock _gate = new();
    private readonly InlineSettlement _book;
    private readonly ConcurrentQueue<LoneRequest> _asked = new();
    private readonly ConcurrentQueue<LoneRequest> _spare = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Thread _thread;
    private volatile bool _isClosed;

    public LoneSettlement(LedgerOptions options, IClock clock)
    {
        _book = new(options, clock);
        _thread = new(Run) { IsBackground = true, Name = "ledger" };
        _thread.Start();
    }

    public ValueTask<AccountId> OpenAsync(AccountTerms terms, CancellationToken cancellationToken = default) => Alone(() => _book.OpenAsync(terms, cancellationToken));

    public ValueTask<ConditionStatus> ChangeConditionAsync(AccountId account, AccountCondition condition, CancellationToken cancellationToken = default) =>
        Alone(() => _book.ChangeConditionAsync(account, condition, cancellationToken));

    public ValueTask SettleAsync(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!_spare.TryDequeue(out var request))
            request = new(_spare);
        var task = request.Begin(transfers, receipts);
        _asked.Enqueue(request);
        _signal.Release();
        return task;
    }

    public ValueTask<Amount> BalanceOfAsync(AccountId account, CancellationToken cancellationToken = default) => Alone(() => _book.BalanceOfAsync(account, cancellationToken));

    public ValueTask<AccountStanding> StandingOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
        Alone(() => _book.StandingOfAsync(account, cancellationToken));

    public ValueTask<TrialBalance> TakeTrialBalanceAsync(CancellationToken cancellationToken = default) => Alone(() => _book.TakeTrialBalanceAsync(cancellationToken));

    public ValueTask DisposeAsync()
    {
        if (_isClosed)
            return ValueTask.CompletedTask;
        _isClosed = true;
        _signal.Release();
        _thread.Join();
        _signal.Dispose();
        return _book.DisposeAsync();
    }

    private void Run()
    {
        while (true)
        {
            _signal.Wait();
            if (!_asked.TryDequeue(out var request))
                return; // closed, and everything asked before is answered
            lock (_gate)
                request.Run(_book);
        }
    }

    private T Alone<T>(Func<T> ask)
    {
        lock (_gate)
            return ask();
    }
}
