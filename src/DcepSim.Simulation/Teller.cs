using System.Collections.Immutable;
using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Simulation.Timeline;
using NodaTime.HighPerformance;

namespace DcepSim.Simulation;

/// <summary>
/// A run's place at the settlement core: hands requests over, numbers them, counts refusals, reads balances.
/// </summary>
/// <remarks>What cannot be refused (<see cref="Post"/>) is handed over in batches, each request with the time at which it was made. Batches are cut
/// alike for every settlement, so the books are the same; one that takes its time from the clock gets them instant by instant. Accounts are opened
/// ahead of what is still in the batch.</remarks>
internal sealed class Teller
{
    private const int BatchLength = 256;
    private const ulong RetrySession = 2;

    /// <summary>The session of all requests but those that are made again.</summary>
    public const ulong Session = 1;

    private readonly ISettlement _settlement;
    private readonly GeneralLedger? _ledger;
    private readonly SimulatedClock _clock;
    private readonly Transfer[] _transfers = new Transfer[BatchLength];
    private readonly Instant64[] _times = new Instant64[BatchLength];
    private readonly Receipt[] _receipts = new Receipt[BatchLength];
    private readonly long[] _refusals = new long[256];
    private Instant64 _now;
    private ulong _counter;
    private ulong _retries;
    private int _length;

    /// <param name="settlement">An empty book.</param>
    /// <param name="clock">Where the settlement's time comes from, if it asks a clock.</param>
    public Teller(ISettlement settlement, SimulatedClock clock)
    {
        _settlement = settlement;
        _ledger = (settlement as InlineSettlement)?.Ledger;
        _clock = clock;
        _now = Instant64.FromInstant(clock.GetCurrentInstant());
    }

    /// <summary>How often each reason was given.</summary>
    public ImmutableSortedDictionary<SettlementStatus, long> Refusals => _refusals
        .Select((count, status) => KeyValuePair.Create((SettlementStatus)status, count))
        .Where(pair => pair.Value > 0)
        .ToImmutableSortedDictionary();

    /// <summary>Whether every request is answered within the call that hands it over, on the caller's thread.</summary>
    public bool IsInline => _ledger is not null;

    /// <summary>The time of what is asked from now on; never before that of what was asked.</summary>
    public void MoveTo(Instant64 now) => _now = now;

    public AccountId Open(in AccountTerms terms) => _ledger?.Open(terms) ?? Waiting.For(_settlement.OpenAsync(terms));

    /// <summary>Opens accounts on the same terms, one after another.</summary>
    /// <param name="terms">What is agreed for each.</param>
    /// <param name="count">How many, 1 and up.</param>
    /// <returns>The number of the first.</returns>
    public AccountId Open(in AccountTerms terms, int count)
    {
        if (_ledger is not null)
            return _ledger.Open(terms, count);
        var first = Open(terms);
        for (var more = 1; more < count; more++)
            Open(terms);
        return first;
    }

    /// <summary>Opens an account as one without parent was opened before, which is quicker.</summary>
    /// <param name="terms">What is agreed.</param>
    /// <param name="like">An account that was opened on these terms.</param>
    public AccountId Open(in AccountTerms terms, AccountId like) => _ledger?.OpenLike(terms, like) ?? Open(terms);

    /// <summary>How many accounts are open in a book that answers at once.</summary>
    public int AccountCount => _ledger?.AccountCount ?? 0;

    /// <summary>How many it may have.</summary>
    public int AccountsMax => _ledger?.Options.AccountsMax ?? 0;

    /// <summary>Takes memory from the system for accounts to come. Parts of the work may, side by side, while the book goes on.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    public void FetchAccounts(long first, long count) => _ledger?.FetchAccounts(first, count);

    public long BalanceFenOf(AccountId account) => (_ledger?.BalanceOf(account) ?? Waiting.For(_settlement.BalanceOfAsync(account))).Fen;

    /// <summary>What many accounts hold.</summary>
    /// <param name="accounts">Which.</param>
    /// <param name="balances">Takes the balances, each at the account's index.</param>
    public void ReadBalances(ReadOnlySpan<AccountId> accounts, Span<NetAmount> balances)
    {
        if (_ledger is not null)
        {
            _ledger.ReadBalances(accounts, balances);
            return;
        }

        for (var index = 0; index < accounts.Length; index++)
            balances[index] = new(BalanceFenOf(accounts[index]));
    }

    public TrialBalance TakeTrialBalance() => _ledger?.TakeTrialBalance() ?? Waiting.For(_settlement.TakeTrialBalanceAsync());

    /// <summary>Settles one transfer that only a fault of this house could have refused, with the batch that is under way.</summary>
    public void Post(TransferKind kind, AccountId debit, AccountId credit, Amount amount)
    {
        if (_length == BatchLength)
            Flush();
        _transfers[_length] = new Transfer(NextKey(), debit, credit, amount, kind);
        _times[_length++] = _now;
    }

    /// <summary>Hands over what is in the batch.</summary>
    /// <exception cref="InvalidOperationException">What could not be refused was.</exception>
    public void Flush()
    {
        HandOver(_transfers, _times, 0, _length, _receipts);
        for (var place = 0; place < _length; place++)
        {
            if (!_receipts[place].IsAccepted)
                throw Refused(_transfers[place], _receipts[place]);
        }

        _length = 0;
    }

    /// <summary>The name of the next request; requests are handed over in the order of their names.</summary>
    public IdempotencyKey NextKey() => new(Session, ++_counter);

    /// <summary>The name of a request that is made again otherwise, out of the order of what was written ahead.</summary>
    public IdempotencyKey NextRetryKey() => new(RetrySession, ++_retries);

    /// <summary>Hands some transfers over together.</summary>
    /// <param name="transfers">Has them.</param>
    /// <param name="times">The time of each, at its index.</param>
    /// <param name="start">The index of the first.</param>
    /// <param name="length">How many.</param>
    /// <param name="receipts">Takes the answers, from its beginning on.</param>
    public void HandOver(Transfer[] transfers, Instant64[] times, int start, int length, Receipt[] receipts)
    {
        Foresee(transfers.AsSpan(start, length));
        HandOver(transfers, times, start, length, start + length, receipts);
    }

    /// <summary>Hands some transfers over together, of which more are known.</summary>
    /// <param name="transfers">Has them.</param>
    /// <param name="times">The time of each, at its index.</param>
    /// <param name="start">The index of the first.</param>
    /// <param name="length">How many.</param>
    /// <param name="known">One past the last that will be handed over next.</param>
    /// <param name="receipts">Takes the answers, from its beginning on.</param>
    public void HandOver(Transfer[] transfers, Instant64[] times, int start, int length, int known, Receipt[] receipts)
    {
        if (_ledger is not null)
            _ledger.ApplyFirst(transfers.AsSpan(start, known - start), length, times.AsSpan(start, length), receipts);
        else
            HandOverByInstant(transfers.AsMemory(start, length), times.AsSpan(start, length), receipts);
    }

    /// <summary>Has memory fetched for transfers that are handed over next.</summary>
    public void Foresee(ReadOnlySpan<Transfer> transfers) => _ledger?.PrefetchFirst(transfers);

    /// <summary>Counts why a chain was refused: the reason of the one that had a reason of its own.</summary>
    public void CountRefusal(ReadOnlySpan<Receipt> chain)
    {
        foreach (ref readonly var receipt in chain)
        {
            if (receipt.Status == SettlementStatus.ChainRefused)
                continue;
            _refusals[(int)receipt.Status]++;
            return;
        }
    }

    public static InvalidOperationException Refused(in Transfer transfer, in Receipt receipt) => new(
        $"{transfer.Kind} of {transfer.Amount} yuan from account {transfer.Debit.Value} to {transfer.Credit.Value} was refused: {receipt.Status}.");

    private void HandOverByInstant(Memory<Transfer> transfers, ReadOnlySpan<Instant64> times, Memory<Receipt> receipts)
    {
        for (var start = 0; start < transfers.Length;)
        {
            var end = start + 1;
            while (end < transfers.Length && times[end] == times[start])
                end++;
            _clock.MoveTo(times[start].ToInstant());
            Waiting.For(_settlement.SettleAsync(transfers[start..end], receipts[start..end]));
            start = end;
        }
    }
}
