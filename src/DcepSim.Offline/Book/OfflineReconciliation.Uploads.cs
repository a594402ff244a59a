using NodaTime.HighPerformance;

namespace DcepSim.Offline;

public sealed partial class OfflineReconciliation
{
    /// <summary>A payer shows a token it signed. A deposit is decided at once; a payment is under way until its payee is heard.</summary>
    /// <remarks>O(1), but O(payments of this payer) once it has paid more than <see cref="OfflinePolicy.PayeeCap"/> in all.</remarks>
    /// <returns><see cref="OfflineRefusal.None"/> (also for a repeat), or why the token has no effect.</returns>
    public OfflineRefusal UploadSent(in TokenRecord token, Instant64 now) => UploadSent(token, now, out _);

    /// <inheritdoc cref="UploadSent(in TokenRecord, Instant64)"/>
    /// <param name="token">The token.</param>
    /// <param name="now">When it is shown.</param>
    /// <param name="outcome">What has become of it; <see cref="TokenOutcome.Unknown"/> when it is not the genuine one of its counter.</param>
    public OfflineRefusal UploadSent(in TokenRecord token, Instant64 now, out TokenOutcome outcome)
    {
        outcome = TokenOutcome.Unknown;
        if (!IsKnown(token))
            return OfflineRefusal.PurseUnknown;
        var index = tokens.Find(token.Payer, token.Counter);
        if (index >= 0)
        {
            ref var known = ref tokens[index];
            if (!known.IsSame(token))
                return OfflineRefusal.CounterRepeated;
            outcome = OutcomeOf(known.State);
            return Repeat();
        }

        if (token.IsDeposit)
        {
            var refusal = PostDeposit(token, now);
            outcome = refusal == OfflineRefusal.None ? TokenOutcome.Delivered : TokenOutcome.Returned;
            return refusal;
        }

        if (token.Offer <= AccountOf(token.Payee).OffersDecided)
        {
            Add(token, TokenStore.EntryState.Returned);
            outcome = TokenOutcome.Returned;
            return OfflineRefusal.None;
        }

        outcome = TokenOutcome.UnderWay;
        index = Add(token, TokenStore.EntryState.UnderWay);
        Charge(token, now);
        Await(token.Payee, index);
        underWay.Enqueue((index, now));
        return OfflineRefusal.None;
    }

    /// <summary>A payee shows a payment it took, or its payer shows the payee's confirmation: the value is its own, unless the payment is a duplicate or breaks a rule.</summary>
    /// <remarks>O(1), but O(payments of this payer) once it has paid more than <see cref="OfflinePolicy.PayeeCap"/> in all.</remarks>
    /// <returns><see cref="OfflineRefusal.None"/> (also for a repeat, and for a duplicate honoured from a loss account), or why the payee's
    /// account does not have it; the payee's purse is corrected by as much.</returns>
    public OfflineRefusal UploadReceived(in TokenRecord token, Instant64 now)
    {
        if (!IsKnown(token) || token.IsDeposit)
            return OfflineRefusal.PurseUnknown;
        var index = tokens.Find(token.Payer, token.Counter);
        if (index < 0)
            return PostPayment(token, now);
        if (!tokens[index].IsSame(token))
            return PostDuplicate(token, tokens[index].Payee, now);
        switch (tokens[index].State)
        {
            case TokenStore.EntryState.UnderWay:
                return Deliver(index, token, now);
            case TokenStore.EntryState.DeliveredLate:
                tokens[index].State = TokenStore.EntryState.Delivered;
                return OfflineRefusal.None;
            case TokenStore.EntryState.Returned or TokenStore.EntryState.DeliveredByBook:
                return Contradict(token, now);
            default:
                return Repeat();
        }
    }

    /// <summary>A payee's terminal asks whether the book takes a payment, before the goods are handed over. What is refused is nobody's loss: the
    /// payee does not take it either.</summary>
    /// <remarks>For policies in which received value is not spent on: there an honest payer is always covered.</remarks>
    /// <returns><see cref="OfflineRefusal.None"/>: posted, as by <see cref="UploadReceived"/> (or posted before); otherwise nothing is posted,
    /// and a repeated counter is listed as a break.</returns>
    public OfflineRefusal Present(in TokenRecord token, Instant64 now)
    {
        if (!IsKnown(token) || token.IsDeposit)
            return OfflineRefusal.PurseUnknown;
        var index = tokens.Find(token.Payer, token.Counter);
        if (index >= 0 && !tokens[index].IsSame(token))
        {
            breaks.Add(new(OfflineBreakKind.DoubleSpend, token.Payer, tokens[index].Payee, token.Counter, token.Amount, now));
            Detect(token.Payer, now);
            return OfflineRefusal.CounterRepeated;
        }

        ref var payer = ref AccountOf(token.Payer);
        if (payer.IsDetected || payer.IsLost)
            return OfflineRefusal.PurseRevoked;
        if (index < 0 && payer.Balance < NetAmount.From(token.Amount))
            return OfflineRefusal.InsufficientFunds;
        return UploadReceived(token, now);
    }

    private OfflineRefusal PostPayment(in TokenRecord token, Instant64 now)
    {
        var index = Add(token, TokenStore.EntryState.UnderWay);
        Charge(token, now);
        if (token.Offer <= AccountOf(token.Payee).OffersDecided)
        {
            // Nobody has had the value back yet, so it is the payee's; but an honest payee would not have denied it.
            breaks.Add(new(OfflineBreakKind.OfferContradiction, token.Payee, token.Payer, token.Counter, token.Amount, now));
            Detect(token.Payee, now);
        }

        return Deliver(index, token, now);
    }

    private OfflineRefusal Deliver(int index, in TokenRecord token, Instant64 now)
    {
        if (!PayeeKeptRules(token))
        {
            tokens[index].State = TokenStore.EntryState.Forfeited;
            AccountOf(token.Payer).Forfeited += token.Amount;
            return Refuse(OfflineBreakKind.PayeeRuleBroken, OfflineRefusal.PayeeRuleBroken, token.Payee, token, now);
        }

        tokens[index].State = TokenStore.EntryState.Delivered;
        AccountOf(token.Payee).Balance += NetAmount.From(token.Amount);
        return OfflineRefusal.None;
    }

    private OfflineRefusal Contradict(in TokenRecord token, Instant64 now) =>
        Refuse(OfflineBreakKind.OfferContradiction, OfflineRefusal.OfferContradiction, token.Payee, token, now);

    /// <summary>The device itself is at fault: it is found, and what it shows is worth nothing.</summary>
    private OfflineRefusal Refuse(OfflineBreakKind kind, OfflineRefusal refusal, PurseId device, in TokenRecord token, Instant64 now)
    {
        breaks.Add(new(kind, device, token.Payer == device ? token.Payee : token.Payer, token.Counter, token.Amount, now));
        AccountOf(token.Payee).Correction -= NetAmount.From(token.Amount);
        Detect(device, now);
        return refusal;
    }

    private OfflineRefusal PostDuplicate(in TokenRecord token, PurseId firstPayee, Instant64 now)
    {
        if (!duplicates.TryGetValue(token.Payer, out var known))
            duplicates.Add(token.Payer, known = []);
        if (known.Contains(token))
            return Repeat();
        AccountOf(token.Payer).PaidOut += token.Amount;
        var honoured = policy.LossBearer != LossBearer.Payee && PayeeKeptRules(token) && token.Offer > AccountOf(token.Payee).OffersDecided;
        known.Add(token);
        breaks.Add(new(OfflineBreakKind.DoubleSpend, token.Payer, firstPayee, token.Counter, token.Amount, now));
        Detect(token.Payer, now);
        if (honoured)
        {
            AccountOf(token.Payee).Balance += NetAmount.From(token.Amount);
            compensated += token.Amount;
            Bear(AccountOf(token.Payer).Operator, token.Amount);
            return OfflineRefusal.None;
        }

        AccountOf(token.Payee).Correction -= NetAmount.From(token.Amount);
        lossOfPayees += token.Amount;
        return OfflineRefusal.CounterRepeated;
    }

    private OfflineRefusal PostDeposit(in TokenRecord token, Instant64 now)
    {
        ref var account = ref AccountOf(token.Payer);
        if (account.Balance < NetAmount.From(token.Amount))
        {
            breaks.Add(new(OfflineBreakKind.DepositUncovered, token.Payer, PurseId.None, token.Counter, token.Amount, now));
            Add(token, TokenStore.EntryState.Returned);
            return OfflineRefusal.DepositUncovered;
        }

        Add(token, TokenStore.EntryState.Delivered);
        account.Balance -= NetAmount.From(token.Amount);
        deposited += token.Amount;
        movements?.Deposit(token.Payer, token.Amount);
        return OfflineRefusal.None;
    }

    private int Add(in TokenRecord token, TokenStore.EntryState state)
    {
        ref var account = ref AccountOf(token.Payer);
        account.Chain = tokens.Add(token, state, account.Chain);
        account.Tokens++;
        account.CounterMax = Math.Max(account.CounterMax, token.Counter);
        return account.Chain;
    }

    private void Charge(in TokenRecord token, Instant64 now)
    {
        ref var account = ref AccountOf(token.Payer);
        account.Balance -= NetAmount.From(token.Amount);
        account.PaidOut += token.Amount;
        if (account.Balance.Fen < 0 && policy.HopsMax == 1 && !account.IsRecovered)
            Detect(token.Payer, now); // where nothing received can be spent on, nothing can be late
    }

    /// <summary>What an honest payee must have refused, asked again: so a colluding payee gets no more than an honest one.</summary>
    private bool PayeeKeptRules(in TokenRecord token)
    {
        if (token.Amount > policy.PaymentMax)
            return false;
        var cap = policy.PayeeCap;
        return AccountOf(token.Payer).PaidOut <= cap || cap == Amount.MaxValue || TakenBy(token) + token.Amount <= cap;
    }

    /// <summary>What a payee took from a payer's certificate. What the book gave it late does not count: its device never asked itself.</summary>
    private Amount TakenBy(in TokenRecord token)
    {
        var taken = Amount.Zero;
        for (var index = AccountOf(token.Payer).Chain; index >= 0; index = tokens[index].Chain)
        {
            ref var entry = ref tokens[index];
            if (entry.Payee == token.Payee && entry.Serial == token.Serial && entry.State == TokenStore.EntryState.Delivered)
                taken += entry.Amount;
        }

        if (!duplicates.TryGetValue(token.Payer, out var list))
            return taken;
        foreach (var duplicate in list)
        {
            if (duplicate.Payee == token.Payee && duplicate.Serial == token.Serial)
                taken += duplicate.Amount;
        }

        return taken;
    }

    private void Await(PurseId payee, int index)
    {
        if (!awaited.TryGetValue(payee, out var list))
            awaited.Add(payee, list = []);
        list.Add(index);
    }

    private OfflineRefusal Repeat()
    {
        repeats++;
        return OfflineRefusal.None;
    }

    private bool IsKnown(in TokenRecord token) =>
        token.Payer.Value >= 1 && token.Payer.Value <= PurseCount && token.Payee.Value >= 0 && token.Payee.Value <= PurseCount && token.Counter > 0;
}
