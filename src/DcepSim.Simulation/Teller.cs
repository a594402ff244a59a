using System.Collections.Immutable;
using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Simulation.Timeline;
using NodaTime.HighPerformance;

namespace DcepSim.Simulation;

/// <summary>
/// A run's place at the settlement core: hands requests over, numbers them, counts refusals, reads balances.
/// </summary>
/// <remarks>What cannot be refused (<see cref="Post"/>) is handed over in batches, each request with the time at which it was made; what may be
/// refused (<see cref="Add"/>, <see cref="Settle"/>) is answered at once. Batches are cut alike for every settlement, so the books are the same;
/// one that takes its time from the clock gets them instant by instant. Accounts are opened ahead of what is still in the batch.</remarks>
internal sealed class Teller
{
    /// <summary>The most requests in one batch.</summary>
    public const int BatchLength = 256;

    private const int ChainLengthMax = 3;
    private const ulong Session = 1;

    private readonly ISettlement _settlement;
    private readonly GeneralLedger? _ledger;
    private readonly SimulatedClock _clock;
    private readonly Announcements? _announcements;
    private readonly Transfer[] _transfers = new Transfer[BatchLength];
    private readonly Instant64[] _times = new Instant64[BatchLength];
    private readonly Receipt[] _receipts = new Receipt[BatchLength];
    private readonly long[] _refusals = new long[256];
    private Instant64 _now;
    private ulong _counter;
    private int _length;
    private int _chainStart;

    /// <param name="settlement">An empty book.</param>
    /// <param name="clock">Where the settlement's time comes from, if it asks a clock.</param>
    /// <param name="announcements">Told of what was settled; may be null.</param>
    public Teller(ISettlement settlement, SimulatedClock clock, Announcements? announcements)
    {
        _settlement = settlement;
        _ledger = (settlement as InlineSettlement)?.Ledger;
        _clock = clock;
        _announcements = announcements;
        _now = Instant64.FromInstant(clock.GetCurrentInstant());
    }

    /// <summary>How often each reason was given.</summary>
    public ImmutableSortedDictionary<SettlementStatus, long> Refusals => _refusals
        .Select((count, status) => KeyValuePair.Create((SettlementStatus)status, count))
        .Where(pair => pair.Value > 0)
        .ToImmutableSortedDictionary();

    /// <summary>The time of what is asked from now on; never before that of what was asked.</summary>
    public void MoveTo(Instant64 now) => _now = now;

    public AccountId Open(in AccountTerms terms) => _ledger?.Open(terms) ?? Waiting.For(_settlement.OpenAsync(terms));

    /// <summary>Opens accounts on the same terms, one after another.</summary>
    /// <param name="terms">What is agreed for each.</param>
    /// <param name="accounts">Takes their numbers.</param>
    public void Open(in AccountTerms terms, Span<AccountId> accounts)
    {
        var first = _ledger?.Open(terms, accounts.Length).Value ?? 0;
        for (var index = 0; index < accounts.Length; index++)
            accounts[index] = _ledger is null ? Open(terms) : new(first + index);
    }

    public long BalanceFenOf(AccountId account) => (_ledger?.BalanceOf(account) ?? Waiting.For(_settlement.BalanceOfAsync(account))).Fen;

    /// <summary>What many accounts hold.</summary>
    /// <param name="accounts">Some dozens at a time are quickest.</param>
    /// <param name="balances">Takes their balances.</param>
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
    /// <returns>Its place in the batch, for an announcement.</returns>
    public int Post(TransferKind kind, AccountId debit, AccountId credit, Amount amount)
    {
        if (_length == BatchLength)
            Flush();
        Put(kind, TransferFlags.None, debit, credit, amount);
        _chainStart = _length;
        return _length - 1;
    }

    /// <summary>Adds a transfer to the chain that <see cref="Settle"/> hands over.</summary>
    public void Add(TransferKind kind, AccountId debit, AccountId credit, Amount amount)
    {
        if (_length > BatchLength - ChainLengthMax && _chainStart == _length)
            Flush();
        if (_length > _chainStart)
            _transfers[_length - 1] = _transfers[_length - 1] with { Flags = TransferFlags.Linked };
        Put(kind, TransferFlags.None, debit, credit, amount);
    }

    /// <summary>Settles the chain, all or none, after all that is in the batch before it.</summary>
    /// <returns>The receipt of the first transfer, or of the one that was refused for a reason of its own.</returns>
    public Receipt Settle()
    {
        var (start, end) = (_chainStart, _length);
        Flush();
        if (_receipts[start].IsAccepted)
            return _receipts[start];

        var reason = Array.FindIndex(_receipts, start, end - start, receipt => receipt.Status != SettlementStatus.ChainRefused);
        _refusals[(int)_receipts[reason].Status]++;
        return _receipts[reason];
    }

    /// <summary>Hands over what is in the batch.</summary>
    /// <exception cref="InvalidOperationException">What could not be refused was.</exception>
    public void Flush()
    {
        if (_ledger is not null)
            _ledger.Apply(_transfers.AsSpan(0, _length), _times, _receipts);
        else
            HandOverByInstant();
        for (var place = 0; place < _chainStart; place++)
        {
            if (!_receipts[place].IsAccepted)
                throw Refused(_transfers[place], _receipts[place]);
        }

        _length = 0;
        _chainStart = 0;
        _announcements?.Tell(_receipts);
    }

    private void Put(TransferKind kind, TransferFlags flags, AccountId debit, AccountId credit, Amount amount)
    {
        _transfers[_length] = new Transfer(new(Session, ++_counter), debit, credit, amount, kind, flags);
        _times[_length++] = _now;
    }

    private void HandOverByInstant()
    {
        for (var start = 0; start < _length;)
        {
            var end = start + 1;
            while (end < _length && _times[end] == _times[start])
                end++;
            _clock.MoveTo(_times[start].ToInstant());
            Waiting.For(_settlement.SettleAsync(_transfers.AsMemory(start, end - start), _receipts.AsMemory(start, end - start)));
            start = end;
        }
    }

    private static InvalidOperationException Refused(in Transfer transfer, in Receipt receipt) => new(
        $"{transfer.Kind} of {transfer.Amount} yuan from account {transfer.Debit.Value} to {transfer.Credit.Value} was refused: {receipt.Status}.");
}
