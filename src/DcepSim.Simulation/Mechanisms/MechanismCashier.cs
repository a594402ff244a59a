using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;
using NodaTime;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>Turns what happens in a run with mechanisms into transfers, and writes the campaign's own book beside the ledger.</summary>
internal sealed class MechanismCashier
{
    private readonly CampaignModel _model;
    private readonly MechanismTables _tables;
    private readonly HoldingList _list;
    private readonly Desk _desk;
    private readonly IPaymentObserver? _observer;
    private readonly MechanismAccounts _accounts;
    private readonly MechanismBook _book;
    private readonly UseCounts _uses;
    private readonly Till _till;
    private readonly TwoLives? _lives;
    private readonly long _firstDayEndsMs;
    private OwnMoneyReading _reading;
    private long _onlineRedeemedFen;
    private long _onlineOrdersFirst24h;
    private long _couponRedeemedFen;
    private long _doubleOffline;

    public MechanismCashier(CampaignModel model, MechanismTables tables, HoldingList list, RandomKey key, Desk desk, IPaymentObserver? observer)
    {
        (_model, _tables, _list, _desk, _observer) = (model, tables, list, desk, observer);
        _reading = model.Scenario.Behaviour.OwnMoney.Reading;
        _accounts = new MechanismAccounts(model, tables, key.Child("merchants"), desk);
        _book = new MechanismBook(model, tables.Rounds.Length);
        _uses = new UseCounts(model.Scenario.Campaign.Limits);
        _till = new Till(model.Scenario, tables, list, _uses);
        _lives = model.Scenario.Behaviour.ExtraSpending is { } prior ? new TwoLives(prior, key, null) : null;
        _firstDayEndsMs = tables.SpendLeadMs + (long)Duration.FromHours(24).TotalMilliseconds;
    }

    public MechanismBook Book => _book;

    /// <summary>From now on people pay as another model says; accounts and rules stay.</summary>
    public void BranchOff(CampaignModel after) => _reading = after.Scenario.Behaviour.OwnMoney.Reading;

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
        _desk.MustSettle(TransferKind.Load, _accounts.Vaults[_model.FunderOperator], _accounts.Pool, budget);
        _book.Fund(_model.FunderOperator, budget);
    }

    /// <summary>A winner claims all packets of a package, opening a wallet with the first.</summary>
    public void Claim(int first, int packets, WalletChoice choice, bool pushesSubWallet, Instant now)
    {
        var holdings = _list.Holdings;
        ref var person = ref _list.Persons[holdings[first].Person];
        if (person.Wallet.IsNone)
        {
            _accounts.OpenWallet(ref person, choice, pushesSubWallet);
            _doubleOffline += choice.IsDoubleOffline ? 1 : 0;
        }

        _book.ClaimPackage(holdings[first].Round);
        for (var place = first; place < first + packets; place++)
        {
            ref var holding = ref holdings[place];
            holding.IsClaimed = true;
            if (!holding.Life.Face.IsZero)
            {
                holding.Account = _accounts.OpenPacket(person.Operator, holding.Row, holding.Round);
                _desk.MustSettle(TransferKind.Claim, _accounts.Pool, holding.Account, holding.Life.Face);
                _book.Claim(ref holding);
            }

            _observer?.OnClaim(new ClaimRecord(now, person.Entrant, person.Operator, holding.Life.Face));
        }
    }

    /// <summary>The row of a packet that is good elsewhere and not at this merchant; negative when there is none.</summary>
    public int RowGoodElsewhere(int person, int merchant, long nowMs) => _till.LookFor(person, merchant, nowMs) is (var row, false) ? row : -1;

    /// <summary>Somebody buys. What no packet, right or top-up touches is no payment of the campaign.</summary>
    /// <returns>What was paid, if anything.</returns>
    public PaidPurchase? Pay(int buyer, in Purchase purchase, long nowMs, Instant now)
    {
        ref var person = ref _list.Persons[buyer];
        var isOnline = purchase.Merchant >= _model.Scenario.Merchants.Count;
        if (isOnline && _model.Scenario.Wallets.SubWallets is not null && person.SubWallet.IsNone)
            return null;
        var decision = _till.Decide(buyer, purchase, nowMs);
        var off = decision.Discount + decision.Coupon;
        purchase.Price.TrySubtract(off + decision.Packets, out var rest);
        var ownsUp = purchase.TopsUp || (decision.Packets.IsZero && !off.IsZero); // merchants give their money to who pays with e-CNY
        if (decision.Packets.IsZero && off.IsZero && (!ownsUp || _reading == OwnMoneyReading.BesidePacket))
            return null;

        var own = ownsUp ? rest : Amount.Zero;
        var receipt = Settle(person, purchase.Merchant, decision, own, isOnline);
        if (!receipt.IsAccepted && !own.IsZero)
        {
            // The wallet's limits stand in the way of its own part: another tender pays that.
            own = Amount.Zero;
            if (decision.Packets.IsZero)
                return null;
            receipt = Settle(person, purchase.Merchant, decision, own, isOnline);
        }

        if (!receipt.IsAccepted)
            throw new InvalidOperationException($"A payment of {decision.Packets} yuan from packets of person {buyer} was refused: {receipt.Status}.");
        rest.TrySubtract(own, out var otherTender);
        var paid = Enter(buyer, purchase.Merchant, decision, own, otherTender, isOnline, nowMs);
        if (_lives is not null)
            paid = paid with { Added = _lives.Buy(person.Entrant, now, (decision.Packets + own + otherTender).Fen, decision.Packets.Fen - paid.CouponFen, paid.CouponFen) };
        _observer?.OnPayment(new PaymentRecord(
            now, person.Entrant, person.Operator, new MerchantId(purchase.Merchant), decision.Packets, own, otherTender, LeftWith(buyer), receipt.Sequence));
        return paid;
    }

    /// <summary>A purchase is taken back in full: packet money to the packet while its window is open, else to the funder; own money to the
    /// wallet, unless its cap stands in the way, when the merchant pays it back outside e-CNY.</summary>
    public void Refund(PaidPurchase paid, long nowMs)
    {
        ref var person = ref _list.Persons[paid.Person];
        var own = paid.OwnMoney;
        if (!SettleRefund(paid, person, own, nowMs).IsAccepted)
        {
            own = Amount.Zero;
            if (paid.Holdings.Length == 0)
                return;
            if (SettleRefund(paid, person, own, nowMs) is { IsAccepted: false } refused)
                throw new InvalidOperationException($"A refund of packet money to person {paid.Person} was refused: {refused.Status}.");
        }

        for (var part = 0; part < paid.Holdings.Length; part++)
        {
            ref var holding = ref _list.Holdings[paid.Holdings[part]];
            if (nowMs < _tables.Rounds[holding.Round].SpendClosesMs)
                _book.Restore(ref holding, paid.Merchant, paid.Amounts[part]);
            else
                _book.RefundToFunder(ref holding, paid.Merchant, paid.Amounts[part]);
            _couponRedeemedFen -= IsCoupon(holding) ? paid.Amounts[part].Fen : 0;
            if (paid.Merchant >= _model.Scenario.Merchants.Count)
                _onlineRedeemedFen -= paid.Amounts[part].Fen;
        }

        _lives?.TakeBack(paid.Added);
        if (!own.IsZero)
            _book.RefundToWallet(ref person, paid.Merchant, own);
    }

    /// <summary>After a round's window: what is left in its packets goes back to the funder, or to the pool for a further round.</summary>
    /// <returns>What went to the pool.</returns>
    public Amount Close(int from, int until, bool rollsOver)
    {
        var rolled = Amount.Zero;
        for (var place = from; place < until; place++)
        {
            ref var holding = ref _list.Holdings[place];
            var left = holding.Life.Alive;
            if (left.IsZero)
                continue;
            _desk.MustSettle(TransferKind.Recall, holding.Account, rollsOver ? _accounts.Pool : _accounts.Funder, left);
            _book.Recall(ref holding, rollsOver);
            rolled = rollsOver ? rolled + left : rolled;
        }

        return rolled;
    }

    /// <summary>After the last round: what nobody claimed goes back to the funder.</summary>
    public void ReturnUnclaimed()
    {
        var unclaimed = _book.Tally.Pool.Fen;
        if (unclaimed > 0)
            _desk.MustSettle(TransferKind.Recall, _accounts.Pool, _accounts.Funder, Amount.FromFen(unclaimed));
        _book.ReturnUnclaimed();
    }

    /// <summary>Compares the books and sums the run up.</summary>
    public RunOutcome Outcome(long refusedClaims) => new()
    {
        Applicants = _model.Scenario.Campaign.Applicants,
        Winners = Sum(_book.Winners),
        Claimed = Sum(_book.Claims),
        Payments = _book.Payments,
        RedeemedFen = _book.Tally.Spent.Fen,
        OnlineRedeemedFen = _onlineRedeemedFen,
        OnlineOrdersFirst24h = _onlineOrdersFirst24h,
        DoubleOfflineParticipants = _doubleOffline,
        OwnMoneyFen = (_book.OwnMoneyPaid - _book.OwnMoneyRefunded).Fen,
        OtherTenderFen = _book.OtherTender.Fen,
        RecalledFen = _book.Tally.Returned.Fen,
        IssuedFen = _book.Issued.Fen,
        Rounds = [.. Enumerable.Range(0, _tables.Rounds.Length).Select(round => OutcomeOf(round))],
        CouponRedeemedFen = _couponRedeemedFen,
        Extra = _lives?.Extra,
        RefusedClaims = refusedClaims,
        LaterRoundClaims = Sum(_book.Claims[1..]),
        RolledOverFen = _book.Tally.RolledOver.Fen,
        RefundedFen = (_book.PacketsRefunded + _book.OwnMoneyRefunded).Fen,
        DiscountFen = _book.Discounts.Fen,
        MerchantCouponFen = _book.MerchantCoupons.Fen,
        SubWalletFen = _book.Pushed.Fen,
        Refusals = _desk.Refusals,
        Takings = Concentration.Measure(_book.TakingsFen),
        Audit = MechanismAudit.Compare(_book, _accounts, _list, _desk),
    };

    private bool IsCoupon(in Holding holding) => !_model.Scenario.Campaign.Packets[holding.Row].Threshold.IsZero;

    private RoundOutcome OutcomeOf(int round)
    {
        var cohort = _book.Cohorts[round];
        return new(_book.Winners[round], _book.Claims[round], cohort.Granted.Fen, cohort.Spent.Fen, cohort.Recalled.Fen);
    }

    private static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts)
            sum += count;
        return sum;
    }

    private void Issue(int operatorIndex, Amount amount)
    {
        _desk.MustSettle(TransferKind.Issuance, _accounts.Issue, _accounts.Vaults[operatorIndex], amount);
        _book.Issue(operatorIndex, amount);
    }

    private Receipt Settle(in Person person, int merchantIndex, in TillDecision decision, Amount own, bool isOnline)
    {
        var merchant = _accounts.Merchants[merchantIndex];
        if (!decision.Packets.IsZero)
        {
            for (var place = 0; place < _till.Usable.Count; place++)
                _desk.Add(TransferKind.PacketPayment, _list.Holdings[_till.Usable[place]].Account, merchant, _till.Paid[place]);
        }

        _desk.Add(TransferKind.Load, _accounts.Vaults[person.Operator], person.Wallet, ToLoad(person, own));
        if (isOnline && !person.SubWallet.IsNone)
        {
            _desk.Add(TransferKind.SubWalletPush, person.Wallet, person.SubWallet, own);
            _desk.Add(TransferKind.Payment, person.SubWallet, merchant, own);
        }
        else
        {
            _desk.Add(TransferKind.Payment, person.Wallet, merchant, own);
        }

        return _desk.Settle();
    }

    // What refunds have left in the wallet is spent first.
    private static Amount ToLoad(in Person person, Amount own) => Amount.FromFen(Math.Max(0, own.Fen - person.WalletFen));

    private PaidPurchase Enter(int buyer, int merchant, in TillDecision decision, Amount own, Amount otherTender, bool isOnline, long nowMs)
    {
        ref var person = ref _list.Persons[buyer];
        var (holdings, amounts, couponFen) = (new List<int>(), new List<Amount>(), 0L);
        for (var place = 0; place < _till.Usable.Count && !decision.Packets.IsZero; place++)
        {
            var amount = _till.Paid[place];
            if (amount.IsZero)
                continue;
            ref var holding = ref _list.Holdings[_till.Usable[place]];
            _book.PayFromPacket(ref holding, merchant, amount);
            var round = holding.Round;
            _uses.Count(buyer, round, merchant, amount, isFirstOfRound: !holdings.Exists(earlier => _list.Holdings[earlier].Round == round));
            couponFen += IsCoupon(holding) ? amount.Fen : 0;
            holdings.Add(_till.Usable[place]);
            amounts.Add(amount);
        }

        _couponRedeemedFen += couponFen;
        if (!own.IsZero)
            _book.PayFromWallet(ref person, merchant, own, ToLoad(person, own), isOnline && !person.SubWallet.IsNone);
        if (decision.CouponHolding >= 0)
            _list.Holdings[decision.CouponHolding].IsCouponUsed = true;
        _book.PayOtherwise(otherTender, decision.Discount, decision.Coupon, holdings.Count > 0);
        if (isOnline && holdings.Count > 0)
        {
            _onlineRedeemedFen += decision.Packets.Fen;
            _onlineOrdersFirst24h += nowMs < _firstDayEndsMs ? 1 : 0;
        }

        return new(buyer, merchant, [.. holdings], [.. amounts], own, couponFen);
    }

    private Receipt SettleRefund(PaidPurchase paid, in Person person, Amount own, long nowMs)
    {
        var merchant = _accounts.Merchants[paid.Merchant];
        for (var part = 0; part < paid.Holdings.Length; part++)
        {
            var holding = _list.Holdings[paid.Holdings[part]];
            if (nowMs < _tables.Rounds[holding.Round].SpendClosesMs)
            {
                _desk.Add(TransferKind.PacketRefund, merchant, holding.Account, paid.Amounts[part]);
                continue;
            }

            _desk.Add(TransferKind.PacketRefund, merchant, _accounts.Pool, paid.Amounts[part]);
            _desk.Add(TransferKind.Recall, _accounts.Pool, _accounts.Funder, paid.Amounts[part]);
        }

        _desk.Add(TransferKind.Refund, merchant, person.Wallet, own);
        return _desk.Settle();
    }

    private Amount LeftWith(int person)
    {
        var left = Amount.Zero;
        for (var holding = _list.Persons[person].LatestHolding; holding >= 0; holding = _list.Holdings[holding].Earlier)
            left += _list.Holdings[holding].IsClaimed ? _list.Holdings[holding].Life.Alive : Amount.Zero;
        return left;
    }
}
