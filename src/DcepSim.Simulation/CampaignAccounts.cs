using DcepSim.Ledger;
using DcepSim.Wallets;

namespace DcepSim.Simulation;

/// <summary>The accounts of one run: the central bank's, the operators', the funder's, the merchants' and, as they claim, the winners'.</summary>
internal sealed class CampaignAccounts
{
    private const int CampaignScope = 0;

    private readonly CampaignModel _model;
    private readonly Teller _teller;
    private readonly AccountId[] _wallets;
    private readonly AccountId[] _packets;
    private readonly SpendWindow _window;

    public CampaignAccounts(CampaignModel model, int winners, RandomKey merchantKey, Teller teller)
    {
        _model = model;
        _teller = teller;
        _wallets = new AccountId[winners];
        _packets = new AccountId[winners];
        _window = model.Terms.SpendWindow;
        Issue = teller.Open(new AccountTerms(AccountKind.Issue, OperatorId.CentralBank));
        Vaults = [.. model.Scenario.Operators.Select((_, index) => teller.Open(new AccountTerms(AccountKind.Vault, OperatorOf(index))))];
        Funder = teller.Open(new AccountTerms(AccountKind.CorporateWallet, OperatorOf(model.FunderOperator)));
        Pool = teller.Open(new AccountTerms(AccountKind.CampaignPool, OperatorOf(model.FunderOperator), Parent: Funder));
        Merchants = OpenMerchants(merchantKey);
    }

    public AccountId Issue { get; }

    public AccountId[] Vaults { get; }

    public AccountId Funder { get; }

    public AccountId Pool { get; }

    public AccountId[] Merchants { get; }

    /// <summary>The winners' own wallets by place in the draw; none before they claim.</summary>
    public ReadOnlySpan<AccountId> Wallets => _wallets;

    /// <summary>The packets by place in the draw; none before they are claimed.</summary>
    public ReadOnlySpan<AccountId> Packets => _packets;

    /// <summary>Room for every account a run of the model can open.</summary>
    public static LedgerOptions CapacityFor(CampaignModel model) => new()
    {
        AccountsMax = 3 + model.Scenario.Operators.Length + model.MerchantCount + 2 * model.Terms.Draw.Places,
        SessionsMax = 1,
    };

    /// <summary>A winner opens a wallet at the operator they chose, and a packet is made for them. Corporate wallets have no caps here:
    /// their amounts are not published. Packets do not count towards the wallet's caps (assumed).</summary>
    public void OpenFor(int winner, int operatorIndex, WalletTier tier)
    {
        var keeper = OperatorOf(operatorIndex);
        _wallets[winner] = _teller.Open(new AccountTerms(AccountKind.PersonalWallet, keeper, _model.Limits.For(tier).ToAccountLimits()));
        _packets[winner] = _teller.Open(new AccountTerms(
            AccountKind.RedPacket, keeper, Scope: SpendScope.Of(CampaignScope), Window: _window, Parent: Pool));
    }

    // The operator numbers of the ledger start at 1; 0 is the central bank.
    private static OperatorId OperatorOf(int index) => new((byte)(index + 1));

    private AccountId[] OpenMerchants(RandomKey key)
    {
        var merchants = new AccountId[_model.MerchantCount];
        for (var merchant = 0; merchant < merchants.Length; merchant++)
        {
            var keeper = OperatorOf(_model.Behaviour.Operators.Draw(key.Word((ulong)merchant)));
            merchants[merchant] = _teller.Open(new AccountTerms(AccountKind.CorporateWallet, keeper, Scope: SpendScope.Of(CampaignScope)));
        }

        return merchants;
    }
}
