using DcepSim.Ledger;
using DcepSim.Offline;
using DcepSim.Simulation.Audit;

namespace DcepSim.Simulation.Purses;

/// <summary>
/// The double-entry side of one run's purses: all that changes their float goes through the ledger, as the offline book tells it, and at the end
/// the two books are compared.
/// </summary>
/// <remarks>One float for all operators: how they settle offline value among themselves is not published. It is kept at the first one. Wallets of
/// purses have no caps here. Value that broken purses made may be deposited before its loss is charged; where the float does not suffice, the loss
/// account pays ahead of the charge.</remarks>
internal sealed class PurseLedger : IFloatMovements
{
    private static readonly Amount IssueMin = Amount.FromYuan(1_000_000); // so that the central bank is not asked for every load

    private readonly WorldTerms _terms;
    private readonly Teller _teller;
    private readonly AccountId _issue;
    private readonly AccountId[] _vaults;
    private readonly AccountId _float;
    private readonly AccountId[] _wallets;
    private readonly long[] _vaultsFen;
    private readonly long[] _returnedFen;
    private readonly Dictionary<OperatorId, AccountId> _lossAccounts = [];
    private long _floatFen;
    private long _chargedFen;
    private long _writtenOffFen;

    public PurseLedger(WorldTerms terms, Teller teller)
    {
        (_terms, _teller) = (terms, teller);
        _issue = teller.Open(new AccountTerms(AccountKind.Issue, OperatorId.CentralBank));
        _vaults = [.. Enumerable.Range(1, terms.Operators).Select(number => teller.Open(new AccountTerms(AccountKind.Vault, new OperatorId((byte)number))))];
        _vaultsFen = new long[terms.Operators];
        _float = teller.Open(new AccountTerms(AccountKind.OfflineFloat, new OperatorId(1)));
        _wallets = new AccountId[terms.Purses + 1];
        _returnedFen = new long[terms.Purses + 1];
    }

    /// <summary>What the central bank issued.</summary>
    public long IssuedFen { get; private set; }

    /// <summary>Room for all accounts that purses can need.</summary>
    public static LedgerOptions CapacityFor(WorldTerms terms) => new() { AccountsMax = 3 + (2 * terms.Operators) + terms.Purses, SessionsMax = 1 };

    /// <summary>Lets the population live through the window and what comes after it.</summary>
    public WorldOutcome Live(RandomKey key, CancellationToken cancellation)
    {
        var now = _terms.Start;
        _teller.MoveTo(now);
        var world = new OfflineWorld(_terms, key, movements: this);
        while (world.RoundsDone < _terms.Rounds)
        {
            cancellation.ThrowIfCancellationRequested();
            now += _terms.RoundLength; // contacts are at the end of a round, and what changes the float happens at contacts
            _teller.MoveTo(now);
            world.Decide(1, _terms.Purses + 1);
            world.Settle();
        }

        var outcome = world.Finish();
        _teller.Flush();
        return outcome;
    }

    public void Load(PurseId purse, Amount amount)
    {
        LoadFromVault((purse.Value - 1) % _terms.Operators, WalletOf(purse), amount);
        _teller.Post(TransferKind.OfflineLoad, WalletOf(purse), _float, amount);
        _floatFen += amount.Fen;
    }

    public void Deposit(PurseId purse, Amount amount)
    {
        if (_floatFen < amount.Fen)
            PayLoss(_terms.Policy.LossBearer == LossBearer.CentralBank ? OperatorId.CentralBank : _terms.OperatorOf(purse), amount.Fen - _floatFen);
        _teller.Post(TransferKind.OfflineDeposit, _float, WalletOf(purse), amount);
        _floatFen -= amount.Fen;
        _returnedFen[purse.Value] += amount.Fen;
    }

    public void WriteOff(OperatorId bearer, Amount amount)
    {
        _chargedFen += amount.Fen;
        if (_chargedFen > _writtenOffFen)
            PayLoss(bearer, _chargedFen - _writtenOffFen);
    }

    /// <summary>Holds the ledger against the offline book: float = loaded + written off − valid unique deposits, and it lies where the tokens say.</summary>
    public AuditReport Compare(WorldOutcome outcome)
    {
        var auditor = new Auditor();
        var trial = _teller.TakeTrialBalance();
        var statement = outcome.Statement;
        var ahead = new NetAmount(_writtenOffFen - _chargedFen);
        auditor.Compare("offline float", statement.Outstanding + ahead, new NetAmount(_teller.BalanceFenOf(_float)));
        auditor.Compare("offline float by turnovers", statement.Outstanding + ahead, trial.Total.OfflineOutstanding);
        auditor.Compare("offline value in purses, under way and forfeited", statement.Outstanding, statement.InPurses + NetAmount.From(statement.UnderWay) + NetAmount.From(statement.Forfeited));
        auditor.Compare("offline loads", NetAmount.From(statement.Loaded), Moved(trial, TransferKind.OfflineLoad));
        auditor.Compare("offline deposits", NetAmount.From(statement.Deposited), Moved(trial, TransferKind.OfflineDeposit));
        auditor.Compare("offline write-offs", NetAmount.From(statement.Compensated) + ahead, Moved(trial, TransferKind.WriteOff));
        auditor.Compare("loads from vaults", NetAmount.From(statement.Loaded) + new NetAmount(_writtenOffFen), Moved(trial, TransferKind.Load));
        auditor.Compare("issued for purses", new NetAmount(IssuedFen), NetAmount.From(trial.Issued));
        auditor.Compare("sum of all balances", NetAmount.Zero, trial.Total.Balance);
        auditor.Compare("honest purses that differ from their account:", outcome.AccountBreaks, 0, outcome.AccountBreaks);
        for (var index = 0; index < _vaults.Length; index++)
            auditor.Compare("vault of operator", index, _vaultsFen[index], _teller.BalanceFenOf(_vaults[index]));
        foreach (var (bearer, account) in _lossAccounts)
            auditor.Compare("loss account of operator", bearer.Value, 0, _teller.BalanceFenOf(account));
        for (var purse = 1; purse < _wallets.Length; purse++)
        {
            if (!_wallets[purse].IsNone)
                auditor.Compare("wallet of purse", purse, _returnedFen[purse], _teller.BalanceFenOf(_wallets[purse]));
        }

        return auditor.Report();
    }

    private static NetAmount Moved(TrialBalance trial, TransferKind kind) => new((long)trial.Total.DebitedFen(kind));

    private void PayLoss(OperatorId bearer, long fen)
    {
        if (!_lossAccounts.TryGetValue(bearer, out var account))
            _lossAccounts.Add(bearer, account = _teller.Open(new AccountTerms(AccountKind.LossAccount, bearer)));
        var amount = Amount.FromFen(fen);
        LoadFromVault(Math.Max(0, bearer.Value - 1), account, amount); // the central bank buys at the first operator
        _teller.Post(TransferKind.WriteOff, account, _float, amount);
        _floatFen += fen;
        _writtenOffFen += fen;
    }

    private void LoadFromVault(int index, AccountId account, Amount amount)
    {
        if (_vaultsFen[index] < amount.Fen)
        {
            var issued = Math.Max(amount.Fen, IssueMin.Fen);
            _teller.Post(TransferKind.Issuance, _issue, _vaults[index], Amount.FromFen(issued));
            _vaultsFen[index] += issued;
            IssuedFen += issued;
        }

        _teller.Post(TransferKind.Load, _vaults[index], account, amount);
        _vaultsFen[index] -= amount.Fen;
    }

    private AccountId WalletOf(PurseId purse)
    {
        ref var wallet = ref _wallets[purse.Value];
        if (wallet.IsNone)
        {
            var kind = purse.Value <= _terms.Merchants ? AccountKind.CorporateWallet : AccountKind.PersonalWallet;
            wallet = _teller.Open(new AccountTerms(kind, _terms.OperatorOf(purse)));
        }

        return wallet;
    }
}
