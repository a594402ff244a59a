using System.Runtime.CompilerServices;
using DcepSim.Ledger;
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
    private long _onlineRedeemedFen;
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
        var drawn = Instant64.FromInstant(_model.Terms.DrawTime);
        var operators = _model.Scenario.Operators;
        for (var index = 0; index < operators.Length; index++)
        {
            if (!operators[index].Vault.IsZero)
                Issue(drawn, index, operators[index].Vault);
        }

        var budget = _model.Scenario.Campaign.Budget;
        Issue(drawn, _model.FunderOperator, budget);
        Roll.Post(drawn, TransferKind.Load, _accounts.Vaults[_model.FunderOperator], _accounts.Pool, budget);
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
            var now = _claimsOpen.PlusNanoseconds(lifeEvent.TimeMs * NodaConstants.NanosecondsPerMillisecond);
            if (lifeEvent.IsClaim)
                Claim(lifeEvent, now);
            else
                Pay(lifeEvent, now);
        }
    }

    /// <summary>After the window: what is left in the packets of some winners goes back to the funder.</summary>
    /// <param name="first">The first winner's place in the draw.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Recall(int first, int count)
    {
        foreach (ref var card in _book.Cards.Slice(first, count))
        {
            if (card.Left.IsZero)
                continue;
            Roll.Post(_spendingEnds, TransferKind.Recall, card.Packet, _accounts.Funder, card.Left);
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
        OnlineRedeemedFen = _onlineRedeemedFen,
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

    private void Issue(Instant64 now, int operatorIndex, Amount amount)
    {
        Roll.Post(now, TransferKind.Issuance, _accounts.Issue, _accounts.Vaults[operatorIndex], amount);
        _book.Issue(operatorIndex, amount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Claim(in LifeEvent claim, Instant64 now)
    {
        var (winner, choice) = (claim.Winner, claim.Choice);
        var packet = _accounts.OpenPacket(choice.Operator, Roll);
        var face = _model.FaceOf(winner);
        _book.CardOf(winner).Claim(packet, choice, face);
        _book.Claim(face);
        _doubleOffline += choice.IsDoubleOffline ? 1 : 0;
        Roll.Post(now, TransferKind.Claim, _accounts.Pool, packet, face);
        if (_claimsAreSeen)
            Roll.AnnounceClaim(winner, choice.Operator);
    }

    // What happens seldom is left aside, with all it needs, and comes last: then nothing is kept for its sake.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pay(in LifeEvent purchase, Instant64 now)
    {
        ref var payer = ref _book.CardOf(purchase.Winner);
        var plan = PaymentPlan.PacketFirst(Amount.FromFen(purchase.BasketFen), payer.Left, purchase.TopsUp);
        if (!plan.OwnMoney.IsZero)
        {
            PayBoth(purchase, now, ref payer, plan);
            return;
        }

        if (plan.Packet.IsZero)
            return;
        var merchant = purchase.Merchant;
        EnterPacket(ref payer, now, merchant, plan.Packet);
        _book.PayOtherwise(plan.OtherTender);
        if (_paymentsAreSeen)
            PostSeen(purchase, now, ref payer, plan);
        else
            Roll.Post(now, TransferKind.PacketPayment, payer.Packet, _accounts.Merchants[merchant], plan.Packet);
    }

    private void PostSeen(in LifeEvent purchase, Instant64 now, ref WinnerCard payer, PaymentPlan plan)
    {
        Roll.Post(now, TransferKind.PacketPayment, payer.Packet, _accounts.Merchants[purchase.Merchant], plan.Packet);
        Roll.AnnouncePayment(purchase.Winner, payer.Operator, purchase.Merchant, plan.OtherTender, payer.Left);
    }

    private void PayBoth(in LifeEvent purchase, Instant64 now, ref WinnerCard payer, PaymentPlan plan)
    {
        var merchant = _accounts.Merchants[purchase.Merchant];
        if (!plan.Packet.IsZero)
            EnterPacket(ref payer, now, purchase.Merchant, plan.Packet);
        Roll.BeginChain();
        if (!plan.Packet.IsZero)
            Roll.Link(now, TransferKind.PacketPayment, payer.Packet, merchant, plan.Packet);
        var wallet = _accounts.WalletOf(ref payer, Roll);
        Roll.Link(now, TransferKind.Load, _accounts.Vaults[payer.Operator], wallet, plan.OwnMoney);
        Roll.EndChain(
            now, TransferKind.Payment, wallet, merchant, plan.OwnMoney,
            new(now, purchase.Winner, payer.Operator, purchase.Merchant, plan.Packet, plan.OwnMoney, payer.Left));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EnterPacket(ref WinnerCard payer, Instant64 now, int merchant, Amount packet)
    {
        _book.PayFromPacket(ref payer, merchant, packet);
        if (merchant < _merchantsInStore)
            return;
        _onlineRedeemedFen += packet.Fen;
        _onlineOrdersFirst24h += now < _firstDayEnds ? 1 : 0;
    }
}
