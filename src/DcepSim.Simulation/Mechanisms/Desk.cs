using System.Collections.Immutable;
using DcepSim.Ledger;
using DcepSim.Settlement;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>Hands chains of any length over to the settlement core one by one, each answered before the next is asked.</summary>
internal sealed class Desk(ISettlement settlement)
{
    /// <summary>The longest chain: every packet of a purchase to its pool and on to the funder, and the wallet's part.</summary>
    public const int ChainLengthMax = 64;

    private const ulong Session = 1;

    private readonly Transfer[] _chain = new Transfer[ChainLengthMax];
    private readonly Receipt[] _receipts = new Receipt[ChainLengthMax];
    private readonly long[] _refusals = new long[256];
    private IdempotencyKey _next = new(Session, 1);
    private int _length;

    /// <summary>How often each reason was given.</summary>
    public ImmutableSortedDictionary<SettlementStatus, long> Refusals => _refusals
        .Select((count, status) => KeyValuePair.Create((SettlementStatus)status, count))
        .Where(pair => pair.Value > 0)
        .ToImmutableSortedDictionary();

    public AccountId Open(in AccountTerms terms) => Waiting.For(settlement.OpenAsync(terms));

    public long BalanceFenOf(AccountId account) => Waiting.For(settlement.BalanceOfAsync(account)).Fen;

    public TrialBalance TakeTrialBalance() => Waiting.For(settlement.TakeTrialBalanceAsync());

    /// <summary>Adds a transfer to the chain; one of nothing is left out.</summary>
    public void Add(TransferKind kind, AccountId debit, AccountId credit, Amount amount)
    {
        if (amount.IsZero)
            return;
        if (_length > 0)
            _chain[_length - 1] = _chain[_length - 1] with { Flags = TransferFlags.Linked };
        _chain[_length++] = new Transfer(_next, debit, credit, amount, kind);
        _next = _next.Next();
    }

    /// <summary>Settles the chain, all or none.</summary>
    /// <returns>The receipt of the first transfer, or of the one that was refused for a reason of its own.</returns>
    public Receipt Settle()
    {
        var length = _length;
        _length = 0;
        Waiting.For(settlement.SettleAsync(_chain.AsMemory(0, length), _receipts.AsMemory(0, length)));
        if (_receipts[0].IsAccepted)
            return _receipts[0];

        var reason = Array.FindIndex(_receipts, 0, length, receipt => receipt.Status != SettlementStatus.ChainRefused);
        _refusals[(int)_receipts[reason].Status]++;
        return _receipts[reason];
    }

    /// <summary>Settles a chain that only a fault of this house could have refused.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public Receipt MustSettle(TransferKind kind, AccountId debit, AccountId credit, Amount amount)
    {
        Add(kind, debit, credit, amount);
        var receipt = Settle();
        return receipt.IsAccepted
            ? receipt
            : throw new InvalidOperationException($"{kind} of {amount} yuan from account {debit.Value} to {credit.Value} was refused: {receipt.Status}.");
    }
}
