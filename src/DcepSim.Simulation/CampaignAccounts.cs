using DcepSim.Ledger;
using DcepSim.Simulation.Audit;
using DcepSim.Statistics.Sampling;
using DcepSim.Wallets;

namespace DcepSim.Simulation;

/// <summary>The accounts of one run: the central bank's, the operators', the funder's, the merchants' and, when they are first needed, the
/// winners'.</summary>
internal sealed class CampaignAccounts
{
    private const int CampaignScope = 0;
    private const int StockLength = 64;

    private readonly CampaignModel _model;
    private readonly Teller _teller;
    private readonly SpendWindow _window;
    private readonly AccountLimits[] _limits;
    private readonly AccountId[] _stock;
    private readonly int[] _stockLeft;

    public CampaignAccounts(CampaignModel model, RandomKey merchantKey, Teller teller)
    {
        _model = model;
        _teller = teller;
        _stock = new AccountId[StockLength * model.Scenario.Operators.Length];
        _stockLeft = new int[model.Scenario.Operators.Length];
        _window = model.Terms.SpendWindow;
        _limits = [default, .. Enum.GetValues<WalletTier>().Where(tier => tier != WalletTier.None).Select(tier => model.Limits.For(tier).ToAccountLimits())];
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

    /// <summary>Room for every account a run of the model can open.</summary>
    public static LedgerOptions CapacityFor(CampaignModel model) => new()
    {
        AccountsMax = 3 + model.Scenario.Operators.Length + model.MerchantCount + 2 * model.Terms.Draw.Places
            + StockLength * model.Scenario.Operators.Length,
        SessionsMax = 1,
    };

    /// <summary>An account for a packet at the operator its winner chose. Operators open them some at a time and ahead, which is quicker.</summary>
    public AccountId OpenPacket(byte operatorIndex)
    {
        ref var left = ref _stockLeft[operatorIndex];
        var stock = _stock.AsSpan(operatorIndex * StockLength, StockLength);
        if (left == 0)
        {
            _teller.Open(
                new AccountTerms(AccountKind.RedPacket, OperatorOf(operatorIndex), Scope: SpendScope.Of(CampaignScope), Window: _window, Parent: Pool), stock);
            left = StockLength;
        }

        return stock[StockLength - left--];
    }

    /// <summary>The wallet of a winner. Most never move own money, so the ledger opens it when that first happens. Corporate wallets have no
    /// caps here: their amounts are not published. Packets do not count towards the wallet's caps (assumed).</summary>
    public AccountId WalletOf(ref WinnerCard card)
    {
        if (card.Wallet.IsNone)
            card.OpenWallet(_teller.Open(new AccountTerms(AccountKind.PersonalWallet, OperatorOf(card.Operator), _limits[(int)card.Tier])));
        return card.Wallet;
    }

    // The operator numbers of the ledger start at 1; 0 is the central bank.
    private static OperatorId OperatorOf(int index) => new((byte)(index + 1));

    private AccountId[] OpenMerchants(RandomKey key)
    {
        var words = new KeyedWords(key);
        var merchants = new AccountId[_model.MerchantCount];
        for (var merchant = 0; merchant < merchants.Length; merchant++)
        {
            var keeper = OperatorOf(_model.Behaviour.Operators.Draw(words.Next()));
            merchants[merchant] = _teller.Open(new AccountTerms(AccountKind.CorporateWallet, keeper, Scope: SpendScope.Of(CampaignScope)));
        }

        return merchants;
    }
}
