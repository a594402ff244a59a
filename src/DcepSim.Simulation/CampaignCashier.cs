using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Audit;
using DcepSim.Simulation.Timeline;
using DcepSim.Wallets;
using NodaTime;

namespace DcepSim.Simulation;

/// <summary>
/// Turns what happens in one run into transfers, in order of time, and writes the campaign's own book beside the ledger.
/// </summary>
internal sealed class CampaignCashier
{
    private readonly CampaignModel _model;
    private readonly int[] _winners;
    private readonly Teller _teller;
    private readonly IPaymentObserver? _observer;
    private readonly CampaignAccounts _accounts;
    private readonly CampaignBook _book;
    private readonly Instant _firstDayEnds;
    private Amount _onlineRedeemed;
    private long _onlineOrdersFirst24h;
    private long _doubleOffline;

    public CampaignCashier(CampaignModel model, int[] winners, RandomKey key, Teller teller, IPaymentObserver? observer)
    {
        _model = model;
        _winners = winners;
        _observer = observer;
        _teller = teller;
        _accounts = new CampaignAccounts(model, winners.Length, key.Child("merchants"), _teller);
        _book = new CampaignBook(model, winners.Length);
        _firstDayEnds = model.Terms.Spending.Start + Duration.FromHours(24);
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
        _teller.MustSettle(TransferKind.Load, _accounts.Vaults[_model.FunderOperator], _accounts.Pool, budget);
        _book.Fund(_model.FunderOperator, budget);
    }

    /// <summary>A winner claims or buys.</summary>
    public void Serve(in LifeEvent lifeEvent, Instant now)
    {
        if (lifeEvent.IsClaim)
            Claim(lifeEvent.Winner, lifeEvent.Choice, now);
        else
            Pay(lifeEvent, now);
    }

    /// <summary>After the window: what is left in packets, and what nobody claimed, goes back to the funder.</summary>
    public void Recall()
    {
        for (var winner = 0; winner < _winners.Length; winner++)
        {
            var left = _book.Packets[winner].Alive;
            if (left.IsZero)
                continue;
            _teller.MustSettle(TransferKind.Recall, _accounts.Of(winner).Packet, _accounts.Funder, left);
            _book.Recall(winner);
        }

        var unclaimed = _book.Tally.Pool.Fen;
        if (unclaimed > 0)
            _teller.MustSettle(TransferKind.Recall, _accounts.Pool, _accounts.Funder, Amount.FromFen(unclaimed));
        _book.ReturnUnclaimed();
    }

    /// <summary>Compares the books and sums the run up.</summary>
    public RunOutcome Outcome() => new()
    {
        Applicants = _model.Scenario.Campaign.Applicants,
        Winners = _winners.Length,
        Claimed = _book.Tally.Claims,
        Payments = _book.Tally.Payments,
        RedeemedFen = _book.Tally.Spent.Fen,
        OnlineRedeemedFen = _onlineRedeemed.Fen,
        OnlineOrdersFirst24h = _onlineOrdersFirst24h,
        DoubleOfflineParticipants = _doubleOffline,
        OwnMoneyFen = _book.OwnMoney.Fen,
        OtherTenderFen = _book.OtherTender.Fen,
        RecalledFen = _book.Tally.Returned.Fen,
        IssuedFen = _book.Issued.Fen,
        Refusals = _teller.Refusals,
        Audit = CampaignAudit.Compare(_book, _accounts, _teller),
    };

    private void Issue(int operatorIndex, Amount amount)
    {
        _teller.MustSettle(TransferKind.Issuance, _accounts.Issue, _accounts.Vaults[operatorIndex], amount);
        _book.Issue(operatorIndex, amount);
    }

    private void Claim(int winner, WalletChoice choice, Instant now)
    {
        _accounts.OpenFor(winner, choice);
        _teller.MustSettle(TransferKind.Claim, _accounts.Pool, _accounts.Of(winner).Packet, _book.Packets[winner].Face);
        _book.Claim(winner);
        _doubleOffline += choice.IsDoubleOffline ? 1 : 0;
        _observer?.OnClaim(new ClaimRecord(now, _winners[winner], choice.Operator, _book.Packets[winner].Face));
    }

    private void Pay(in LifeEvent purchase, Instant now)
    {
        var plan = purchase.Plan;
        var payer = _accounts.Of(purchase.Winner);
        var receipt = Settle(purchase, payer, plan);
        if (!receipt.IsAccepted && !plan.OwnMoney.IsZero)
        {
            // The wallet's limits stand in the way of its own part: another tender pays that.
            plan = plan.WithoutOwnMoney();
            if (plan.Packet.IsZero)
                return;
            receipt = Settle(purchase, payer, plan);
        }

        if (!receipt.IsAccepted)
            throw new InvalidOperationException($"A payment of {plan.Packet} yuan from the packet of winner {purchase.Winner} was refused: {receipt.Status}.");

        _book.Pay(purchase.Winner, purchase.Merchant, payer.Operator, plan);
        Count(purchase.Merchant, plan, now);
        _observer?.OnPayment(new PaymentRecord(
            now,
            _winners[purchase.Winner],
            payer.Operator,
            new MerchantId(purchase.Merchant),
            plan.Packet,
            plan.OwnMoney,
            plan.OtherTender,
            _book.Packets[purchase.Winner].Alive,
            receipt.Sequence));
    }

    private void Count(int merchant, PaymentPlan plan, Instant now)
    {
        if (merchant < _model.Scenario.Merchants.Count || plan.Packet.IsZero)
            return;
        _onlineRedeemed += plan.Packet;
        _onlineOrdersFirst24h += now < _firstDayEnds ? 1 : 0;
    }

    private Receipt Settle(in LifeEvent purchase, WinnerAccounts payer, PaymentPlan plan)
    {
        var merchant = _accounts.Merchants[purchase.Merchant];
        if (!plan.Packet.IsZero)
            _teller.Add(TransferKind.PacketPayment, payer.Packet, merchant, plan.Packet);
        if (!plan.OwnMoney.IsZero)
        {
            _teller.Add(TransferKind.Load, _accounts.Vaults[payer.Operator], payer.Wallet, plan.OwnMoney);
            _teller.Add(TransferKind.Payment, payer.Wallet, merchant, plan.OwnMoney);
        }

        return _teller.Settle();
    }
}
