using System.Runtime.CompilerServices;
using DcepSim.Ledger;
using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Audit;
using DcepSim.Simulation.Timeline;
using DcepSim.Statistics.Estimation;
using DcepSim.Wallets;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.Simulation;

/// <summary>
/// The till of one run: turns what happens into transfers, in order of time, and writes the campaign's own book beside the ledger. How a purchase
/// is paid is decided here, by what the winner has at that moment.
/// </summary>
/// <remarks>Nothing here waits for the ledger: whether a wallet can pay its part changes no packet, so the till goes on while the ledger answers.</remarks>
internal sealed class CampaignCashier
{
    private const int PrefetchDistance = 16;

    private readonly CampaignModel _model;
    private readonly Teller _teller;
    private readonly bool _paymentsAreSeen;
    private readonly bool _claimsAreSeen;
    private readonly DrawnWinners _winners;
    private readonly CampaignAccounts _accounts;
    private readonly CampaignBook _book;
    private readonly int _merchantsInStore;
    private readonly Instant64 _claimsOpen;
    private readonly Instant64 _firstDayEnds;
    private readonly Instant64 _spendingEnds;
    private Instant64 _now;
    private Amount _onlineRedeemed;
    private long _onlineOrdersFirst24h;
    private long _doubleOffline;

    public CampaignCashier(CampaignModel model, DrawnWinners winners, NativeArray<WinnerCard> cards, RandomKey key, Teller teller, TillRoll roll, IPaymentObserver? observer)
    {
        _model = model;
        _winners = winners;
        (_paymentsAreSeen, _claimsAreSeen) = (observer is not null, observer is { SeesClaims: true });
        Roll = roll;
        _teller = teller;
        _accounts = new CampaignAccounts(model, key.Child("merchants"), _teller);
        _book = new CampaignBook(model, cards, winners.Count);
        _merchantsInStore = model.Scenario.Merchants.Count;
        _claimsOpen = Instant64.FromInstant(model.Terms.Claims.Start);
        _firstDayEnds = Instant64.FromInstant(model.Terms.Spending.Start + Duration.FromHours(24));
        _spendingEnds = Instant64.FromInstant(model.Terms.Spending.End);
    }

    /// <summary>Where the till writes.</summary>
    public TillRoll Roll { get; set; }

    /// <summary>The campaign's own book.</summary>
    public CampaignBook Book => _book;

    /// <summary>The central bank issues to the operators against their reserves; the funder turns deposit into the campaign's pool.</summary>
    public void Fund()
    {
        _now = Instant64.FromInstant(_model.Terms.DrawTime);
        var operators = _model.Scenario.Operators;
        for (var index = 0; index < operators.Length; index++)
        {
            if (!operators[index].Vault.IsZero)
                Issue(index, operators[index].Vault);
        }

        var budget = _model.Scenario.Campaign.Budget;
        Issue(_model.FunderOperator, budget);
        Roll.Post(_now, TransferKind.Load, _accounts.Vaults[_model.FunderOperator], _accounts.Pool, budget);
        _book.Fund(_model.FunderOperator, budget);
    }

    /// <summary>What happens next: winners claim and buy.</summary>
    /// <param name="events">In order of time.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Serve(ReadOnlySpan<LifeEvent> events)
    {
        for (var place = 0; place < events.Length; place++)
        {
            if (place + PrefetchDistance < events.Length)
                _book.Prefetch(events[place + PrefetchDistance].Winner);
            ref readonly var lifeEvent = ref events[place];
            _now = _claimsOpen.PlusNanoseconds(lifeEvent.TimeMs * NodaConstants.NanosecondsPerMillisecond);
            if (lifeEvent.IsClaim)
                Claim(lifeEvent.Winner, lifeEvent.Choice);
            else
                Pay(lifeEvent);
        }
    }

    /// <summary>After the window: what is left in the packets of some winners goes back to the funder.</summary>
    /// <param name="first">The first winner's place in the draw.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Recall(int first, int count)
    {
        _now = _spendingEnds;
        foreach (ref var card in _book.Cards.Slice(first, count))
        {
            if (card.Left.IsZero)
                continue;
            Roll.Post(_now, TransferKind.Recall, card.Packet, _accounts.Funder, card.Left);
            _book.Recall(ref card);
        }
    }

    /// <summary>After the last recall: what nobody claimed goes back to the funder.</summary>
    public void ReturnUnclaimed()
    {
        if (_book.Pool.Fen > 0)
            Roll.Post(_spendingEnds, TransferKind.Recall, _accounts.Pool, _accounts.Funder, Amount.FromFen(_book.Pool.Fen));
        _book.ReturnUnclaimed();
        Roll.TearOff();
    }

    /// <summary>Compares the books and sums the run up.</summary>
    /// <param name="workers">Compare side by side.</param>
    public RunOutcome Outcome(IWorkers workers) => new()
    {
        Applicants = _model.Scenario.Campaign.Applicants,
        Winners = _winners.Count,
        Claimed = _book.Claims,
        Payments = _book.Payments,
        RedeemedFen = _book.Spent.Fen,
        OnlineRedeemedFen = _onlineRedeemed.Fen,
        OnlineOrdersFirst24h = _onlineOrdersFirst24h,
        DoubleOfflineParticipants = _doubleOffline,
        OwnMoneyFen = _book.OwnMoney.Fen,
        OtherTenderFen = _book.OtherTender.Fen,
        RecalledFen = _book.Returned.Fen,
        IssuedFen = _book.Issued.Fen,
        Refusals = _teller.Refusals,
        Takings = Concentration.Measure(_book.TakingsOfAll()),
        Audit = CampaignAudit.Compare(_book, _accounts, _teller, workers),
    };

    private void Issue(int operatorIndex, Amount amount)
    {
        Roll.Post(_now, TransferKind.Issuance, _accounts.Issue, _accounts.Vaults[operatorIndex], amount);
        _book.Issue(operatorIndex, amount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Claim(int winner, WalletChoice choice)
    {
        var face = _model.FaceOf(winner);
        ref var card = ref _book.CardOf(winner);
        card.Claim(_accounts.OpenPacket(choice.Operator, Roll), choice, face);
        Roll.Post(_now, TransferKind.Claim, _accounts.Pool, card.Packet, face);
        _book.Claim(face);
        _doubleOffline += choice.IsDoubleOffline ? 1 : 0;
        if (_claimsAreSeen)
            Roll.AnnounceClaim(winner, choice.Operator);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pay(in LifeEvent purchase)
    {
        ref var payer = ref _book.CardOf(purchase.Winner);
        var plan = PaymentPlan.PacketFirst(Amount.FromFen(purchase.BasketFen), payer.Left, purchase.TopsUp);
        var merchant = purchase.Merchant;
        if (!plan.Packet.IsZero)
            EnterPacket(ref payer, merchant, plan.Packet);
        if (!plan.OwnMoney.IsZero)
        {
            WriteChain(purchase, ref payer, plan);
        }
        else if (!plan.Packet.IsZero)
        {
            _book.PayOtherwise(plan.OtherTender);
            Roll.Post(_now, TransferKind.PacketPayment, payer.Packet, _accounts.Merchants[merchant], plan.Packet);
            if (_paymentsAreSeen)
                Roll.AnnouncePayment(purchase.Winner, payer.Operator, merchant, plan.OtherTender, payer.Left);
        }
    }

    private void WriteChain(in LifeEvent purchase, ref WinnerCard payer, PaymentPlan plan)
    {
        var merchant = _accounts.Merchants[purchase.Merchant];
        Roll.BeginChain();
        if (!plan.Packet.IsZero)
            Roll.Link(_now, TransferKind.PacketPayment, payer.Packet, merchant, plan.Packet);
        var wallet = _accounts.WalletOf(ref payer, Roll);
        Roll.Link(_now, TransferKind.Load, _accounts.Vaults[payer.Operator], wallet, plan.OwnMoney);
        Roll.EndChain(
            _now, TransferKind.Payment, wallet, merchant, plan.OwnMoney,
            new(_now, purchase.Winner, payer.Operator, purchase.Merchant, plan.Packet, plan.OwnMoney, payer.Left));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EnterPacket(ref WinnerCard payer, int merchant, Amount packet)
    {
        _book.PayFromPacket(ref payer, merchant, packet);
        if (merchant < _merchantsInStore)
            return;
        _onlineRedeemed += packet;
        _onlineOrdersFirst24h += _now < _firstDayEnds ? 1 : 0;
    }
}
