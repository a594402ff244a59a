using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Audit;
using DcepSim.Simulation.Timeline;
using DcepSim.Statistics.Estimation;
using DcepSim.Wallets;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.Simulation;

/// <summary>
/// Turns what happens in one run into transfers, in order of time, and writes the campaign's own book beside the ledger. How a purchase is
/// paid is decided here, by what the winner has at that moment.
/// </summary>
internal sealed class CampaignCashier
{
    private const int PrefetchDistance = 16;

    private readonly CampaignModel _model;
    private readonly Teller _teller;
    private readonly Announcements? _announcements;
    private readonly DrawnWinners _winners;
    private readonly CampaignAccounts _accounts;
    private readonly CampaignBook _book;
    private readonly Instant64 _claimsOpen;
    private readonly Instant64 _firstDayEnds;
    private Instant64 _now;
    private Amount _onlineRedeemed;
    private long _onlineOrdersFirst24h;
    private long _doubleOffline;

    public CampaignCashier(CampaignModel model, DrawnWinners winners, WinnerCard[] cards, RandomKey key, Teller teller, Announcements? announcements)
    {
        _model = model;
        _winners = winners;
        _announcements = announcements;
        _teller = teller;
        _accounts = new CampaignAccounts(model, key.Child("merchants"), _teller);
        _book = new CampaignBook(model, cards, winners.Count);
        _claimsOpen = Instant64.FromInstant(model.Terms.Claims.Start);
        _firstDayEnds = Instant64.FromInstant(model.Terms.Spending.Start + Duration.FromHours(24));
    }

    /// <summary>The central bank issues to the operators against their reserves; the funder turns deposit into the campaign's pool.</summary>
    public void Fund()
    {
        var operators = _model.Scenario.Operators;
        for (var index = 0; index < operators.Length; index++)
        {
            if (!operators[index].Vault.IsZero)
                Issue(index, operators[index].Vault);
        }

        var budget = _model.Scenario.Campaign.Budget;
        Issue(_model.FunderOperator, budget);
        _teller.Post(TransferKind.Load, _accounts.Vaults[_model.FunderOperator], _accounts.Pool, budget);
        _book.Fund(_model.FunderOperator, budget);
    }

    /// <summary>What happens next: winners claim and buy.</summary>
    /// <param name="events">In order of time.</param>
    public void Serve(ReadOnlySpan<LifeEvent> events)
    {
        for (var place = 0; place < events.Length; place++)
        {
            if (place + PrefetchDistance < events.Length)
                _book.Prefetch(events[place + PrefetchDistance].Winner);
            ref readonly var lifeEvent = ref events[place];
            _now = _claimsOpen.PlusNanoseconds(lifeEvent.TimeMs * NodaConstants.NanosecondsPerMillisecond);
            _teller.MoveTo(_now);
            if (lifeEvent.IsClaim)
                Claim(lifeEvent.Winner, lifeEvent.Choice);
            else
                Pay(lifeEvent);
        }
    }

    /// <summary>After the window: what is left in packets, and what nobody claimed, goes back to the funder.</summary>
    public void Recall()
    {
        _teller.MoveTo(Instant64.FromInstant(_model.Terms.Spending.End));
        foreach (ref var card in _book.Cards)
        {
            if (card.Left.IsZero)
                continue;
            _teller.Post(TransferKind.Recall, card.Packet, _accounts.Funder, card.Left);
            _book.Recall(ref card);
        }

        if (_book.Pool.Fen > 0)
            _teller.Post(TransferKind.Recall, _accounts.Pool, _accounts.Funder, Amount.FromFen(_book.Pool.Fen));
        _book.ReturnUnclaimed();
        _teller.Flush();
    }

    /// <summary>Compares the books and sums the run up.</summary>
    public RunOutcome Outcome() => new()
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
        Takings = Concentration.Measure(_book.TakingsFen),
        Audit = CampaignAudit.Compare(_book, _accounts, _teller),
    };

    private void Issue(int operatorIndex, Amount amount)
    {
        _teller.Post(TransferKind.Issuance, _accounts.Issue, _accounts.Vaults[operatorIndex], amount);
        _book.Issue(operatorIndex, amount);
    }

    private void Claim(int winner, WalletChoice choice)
    {
        var face = _model.FaceOf(winner);
        ref var card = ref _book.Cards[winner];
        card.Claim(_accounts.OpenPacket(choice.Operator), choice, face);
        _teller.Post(TransferKind.Claim, _accounts.Pool, card.Packet, face);
        _book.Claim(face);
        _doubleOffline += choice.IsDoubleOffline ? 1 : 0;
        _announcements?.Expect(new ClaimRecord(_now.ToInstant(), _winners.EntrantAt(winner), choice.Operator, face));
    }

    private void Pay(in LifeEvent purchase)
    {
        ref var payer = ref _book.Cards[purchase.Winner];
        var plan = PaymentPlan.PacketFirst(Amount.FromFen(purchase.BasketFen), payer.Left, purchase.TopsUp);
        if (!plan.OwnMoney.IsZero)
        {
            PayWithOwnMoney(purchase, ref payer, plan);
        }
        else if (!plan.Packet.IsZero)
        {
            var place = _teller.Post(TransferKind.PacketPayment, payer.Packet, _accounts.Merchants[purchase.Merchant], plan.Packet);
            Enter(purchase, ref payer, plan);
            _announcements?.Expect(RecordOf(purchase, payer, plan, 0), place);
        }
    }

    private void PayWithOwnMoney(in LifeEvent purchase, ref WinnerCard payer, PaymentPlan plan)
    {
        var receipt = Settle(purchase, ref payer, plan);
        if (!receipt.IsAccepted)
        {
            // The wallet's limits stand in the way of its own part: another tender pays that.
            plan = plan.WithoutOwnMoney();
            if (plan.Packet.IsZero)
                return;
            receipt = Settle(purchase, ref payer, plan);
        }

        if (!receipt.IsAccepted)
            throw new InvalidOperationException($"A payment of {plan.Packet} yuan from the packet of winner {purchase.Winner} was refused: {receipt.Status}.");

        Enter(purchase, ref payer, plan);
        _announcements?.Tell(RecordOf(purchase, payer, plan, receipt.Sequence));
    }

    private Receipt Settle(in LifeEvent purchase, ref WinnerCard payer, PaymentPlan plan)
    {
        var merchant = _accounts.Merchants[purchase.Merchant];
        if (!plan.Packet.IsZero)
            _teller.Add(TransferKind.PacketPayment, payer.Packet, merchant, plan.Packet);
        if (!plan.OwnMoney.IsZero)
        {
            var wallet = _accounts.WalletOf(ref payer);
            _teller.Add(TransferKind.Load, _accounts.Vaults[payer.Operator], wallet, plan.OwnMoney);
            _teller.Add(TransferKind.Payment, wallet, merchant, plan.OwnMoney);
        }

        return _teller.Settle();
    }

    private void Enter(in LifeEvent purchase, ref WinnerCard payer, PaymentPlan plan)
    {
        _book.Pay(ref payer, purchase.Merchant, plan);
        if (purchase.Merchant < _model.Scenario.Merchants.Count || plan.Packet.IsZero)
            return;
        _onlineRedeemed += plan.Packet;
        _onlineOrdersFirst24h += _now < _firstDayEnds ? 1 : 0;
    }

    private PaymentRecord RecordOf(in LifeEvent purchase, in WinnerCard payer, PaymentPlan plan, long sequence) => new(
        _now.ToInstant(),
        _winners.EntrantAt(purchase.Winner),
        payer.Operator,
        new MerchantId(purchase.Merchant),
        plan.Packet,
        plan.OwnMoney,
        plan.OtherTender,
        payer.Left,
        sequence);
}
