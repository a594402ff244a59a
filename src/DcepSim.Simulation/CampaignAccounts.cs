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
    private readonly Stock[] _stocks;
    private readonly AccountId[] _walletOf;
    private int _opened;

    public CampaignAccounts(CampaignModel model, RandomKey merchantKey, Teller teller)
    {
        _model = model;
        _teller = teller;
        _stocks = new Stock[model.Scenario.Operators.Length];
        _window = model.Terms.SpendWindow;
        _limits = [default, .. Enum.GetValues<WalletTier>().Where(tier => tier != WalletTier.None).Select(tier => model.Limits.For(tier).ToAccountLimits())];
        _walletOf = new AccountId[model.Scenario.Operators.Length * _limits.Length];
        Issue = teller.Open(new AccountTerms(AccountKind.Issue, OperatorId.CentralBank));
        Vaults = [.. model.Scenario.Operators.Select((_, index) => teller.Open(new AccountTerms(AccountKind.Vault, OperatorOf(index))))];
        Funder = teller.Open(new AccountTerms(AccountKind.CorporateWallet, OperatorOf(model.FunderOperator)));
        Pool = teller.Open(new AccountTerms(AccountKind.CampaignPool, OperatorOf(model.FunderOperator), Parent: Funder));
        Merchants = OpenMerchants(merchantKey);
        _opened = Merchants.Length > 0 ? Merchants[^1].Value : Pool.Value;
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
        SessionsMax = 2,
    };

    /// <summary>An account for a packet at the operator its winner chose. Operators open them some at a time and ahead, which is quicker.</summary>
    /// <param name="operatorIndex">The operator.</param>
    /// <param name="roll">Has the accounts opened with the sheet under way.</param>
    public AccountId OpenPacket(byte operatorIndex, TillRoll roll)
    {
        ref var stock = ref _stocks[operatorIndex];
        if (stock.Left == 0)
        {
            var terms = new AccountTerms(AccountKind.RedPacket, OperatorOf(operatorIndex), Scope: SpendScope.Of(CampaignScope), Window: _window, Parent: Pool);
            stock.Next = Open(terms, StockLength, default, roll).Value;
            stock.Left = StockLength;
        }

        stock.Left--;
        return new(stock.Next++);
    }

    /// <summary>The wallet of a winner. Most never move own money, so the ledger opens it when that first happens. Corporate wallets have no
    /// caps here: their amounts are not published. Packets do not count towards the wallet's caps (assumed).</summary>
    public AccountId WalletOf(ref WinnerCard card, TillRoll roll)
    {
        if (card.Wallet.IsNone)
        {
            var terms = new AccountTerms(AccountKind.PersonalWallet, OperatorOf(card.Operator), _limits[(int)card.Tier]);
            ref var like = ref _walletOf[(card.Operator * _limits.Length) + (int)card.Tier];
            card.OpenWallet(Open(terms, 1, like, roll));
            like = card.Wallet;
        }

        return card.Wallet;
    }

    // A book numbers its accounts in the order of their opening, so the till knows the numbers ahead; the teller makes sure.
    private AccountId Open(in AccountTerms terms, int count, AccountId like, TillRoll roll)
    {
        var first = new AccountId(_opened + 1);
        _opened += count;
        roll.Open(new(terms, count, first, like));
        return first;
    }

    // The operator numbers of the ledger start at 1; 0 is the central bank.
    private static OperatorId OperatorOf(int index) => new((byte)(index + 1));

    private AccountId[] OpenMerchants(RandomKey key)
    {
        var words = new KeyedWords(key);
        var merchants = new AccountId[_model.MerchantCount];
        var merchantOf = new AccountId[_model.Scenario.Operators.Length];
        for (var merchant = 0; merchant < merchants.Length; merchant++)
        {
            var keeper = _model.Behaviour.Operators.Draw(words.Next());
            var terms = new AccountTerms(AccountKind.CorporateWallet, OperatorOf(keeper), Scope: SpendScope.Of(CampaignScope));
            merchantOf[keeper] = merchants[merchant] = merchantOf[keeper].IsNone ? _teller.Open(terms) : _teller.Open(terms, merchantOf[keeper]);
        }

        return merchants;
    }

    /// <summary>Accounts that were opened ahead.</summary>
    private struct Stock
    {
        public int Next;
        public int Left;
    }
}
