using DcepSim.Ledger;
using DcepSim.Simulation.Agents;
using DcepSim.Wallets;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>The accounts of one run with mechanisms that stand from the beginning, and those that are opened as people claim.</summary>
internal sealed class MechanismAccounts
{
    private readonly CampaignModel _model;
    private readonly MechanismTables _tables;
    private readonly Desk _desk;
    private readonly AccountLimits[] _limits;

    public MechanismAccounts(CampaignModel model, MechanismTables tables, RandomKey merchantKey, Desk desk)
    {
        (_model, _tables, _desk) = (model, tables, desk);
        _limits = [default, .. Enum.GetValues<WalletTier>().Where(tier => tier != WalletTier.None).Select(tier => model.Limits.For(tier).ToAccountLimits())];
        Issue = desk.Open(new AccountTerms(AccountKind.Issue, OperatorId.CentralBank));
        Vaults = [.. model.Scenario.Operators.Select((_, index) => desk.Open(new AccountTerms(AccountKind.Vault, OperatorOf(index))))];
        Funder = desk.Open(new AccountTerms(AccountKind.CorporateWallet, OperatorOf(model.FunderOperator)));
        Pool = desk.Open(new AccountTerms(AccountKind.CampaignPool, OperatorOf(model.FunderOperator), Parent: Funder));
        Merchants = [.. Enumerable.Range(0, model.MerchantCount).Select(merchant => desk.Open(new AccountTerms(
            AccountKind.CorporateWallet,
            OperatorOf(model.Behaviour.Operators.Draw(merchantKey.Word((ulong)merchant))),
            Scope: tables.Map.ScopeOf(merchant))))];
    }

    public AccountId Issue { get; }

    public AccountId[] Vaults { get; }

    public AccountId Funder { get; }

    public AccountId Pool { get; }

    public AccountId[] Merchants { get; }

    /// <summary>Opens a claimant's wallet at the operator they chose, and pushes its sub-wallet. Sub-wallets and packets do not count towards
    /// the wallet's caps (assumed).</summary>
    public void OpenWallet(ref Person person, WalletChoice choice, bool pushesSubWallet)
    {
        person.Operator = choice.Operator;
        person.Wallet = _desk.Open(new AccountTerms(AccountKind.PersonalWallet, OperatorOf(choice.Operator), _limits[(int)choice.Tier]));
        if (!pushesSubWallet || _model.Scenario.Wallets.SubWallets is not { } terms)
            return;
        var caps = new AccountLimits(null, Cap(terms.PerPaymentMax), Cap(terms.PerDayMax), null);
        person.SubWallet = _desk.Open(new AccountTerms(
            AccountKind.SubWallet, OperatorOf(choice.Operator), caps, _tables.Map.Platforms, Parent: person.Wallet));
    }

    /// <summary>Opens the account of a packet, spendable in its row's scope and its round's window.</summary>
    public AccountId OpenPacket(int operatorIndex, int row, int round) => _desk.Open(new AccountTerms(
        AccountKind.RedPacket, OperatorOf(operatorIndex), Scope: SpendScope.Of(row), Window: _tables.Rounds[round].Window, Parent: Pool));

    /// <summary>Room for every account a run can open.</summary>
    public static LedgerOptions CapacityFor(CampaignModel model, MechanismTables tables)
    {
        var (winners, holdings) = (0L, 0L);
        foreach (var round in tables.Rounds)
        {
            winners += tables.Packages.Sum(package => (long)round.Counts[package.First]);
            holdings += tables.Packages.Sum(package => (long)package.Packets * round.Counts[package.First]);
        }

        // Money that rolls over can buy at most what the whole budget buys, once in each further round.
        var further = RollOver.RowOf(model.Scenario) is { } row ? (tables.Rounds.Length - 1) * Math.Min(model.Scenario.Campaign.Applicants, RollOver.PackagesFor(model.Scenario, row, model.Scenario.Campaign.Budget)) : 0;
        holdings += further * tables.Packages.Max(package => package.Packets);
        var persons = Math.Min(winners + further, model.Scenario.Campaign.Applicants);
        return new LedgerOptions
        {
            AccountsMax = checked((int)(3 + model.Scenario.Operators.Length + model.MerchantCount + (2 * persons) + holdings)),
            ChainLengthMax = Desk.ChainLengthMax,
            SessionsMax = 1,
        };
    }

    // The operator numbers of the ledger start at 1; 0 is the central bank.
    private static OperatorId OperatorOf(int index) => new((byte)(index + 1));

    private static Amount? Cap(Amount most) => most.IsZero ? null : most;
}
