namespace DcepSim.Offline;

public sealed partial class OfflineWorld
{
    private const int SignaturesMade = 3; // offer, payment, confirmation
    private const int SignaturesChecked = 7; // three messages; the payer's certificate twice, the payee's twice

    private readonly TokenList tokens;

    /// <summary>Draws what some purses want in the round to come: whom to pay, how much, what the link does, whether they come online.</summary>
    /// <param name="from">The first purse of the part, 1 and up.</param>
    /// <param name="to">The first purse after it, at most purses + 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is outside the population, or all rounds are over.</exception>
    public void Decide(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, terms.Purses + 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(RoundsDone, terms.Rounds);
        var chance = key.Child("round").Child((ulong)RoundsDone);
        var payPpm = terms.PayPpmOf(RoundsDone);
        var (merchants, consumers) = (IsOnline(merchant: true), IsOnline(merchant: false));
        for (var purse = from; purse < to; purse++)
            wishes[purse] = Draw(purse, chance.Block((ulong)purse), IsMerchant(purse) ? merchants : consumers, payPpm);
    }

    /// <summary>Lets the round happen: payments first, in the order of payers, then contacts in the order of purses.</summary>
    /// <remarks>Every purse must have been decided since the last round; a purse that was not repeats its last wish.</remarks>
    /// <exception cref="InvalidOperationException">All rounds are over.</exception>
    public void Settle()
    {
        if (RoundsDone == terms.Rounds)
            throw new InvalidOperationException($"All {terms.Rounds} rounds are over.");
        ref var round = ref rounds[RoundsDone];
        for (var payer = terms.Merchants + 1; payer <= terms.Purses; payer++)
        {
            if (wishes[payer].IsStolen && members[payer].Condition == Condition.Honest)
                Steal(payer);
            if (!wishes[payer].Payee.IsNone)
                Pay(payer, wishes[payer], ref round);
        }

        SettleContacts(ref round);
        round.Backlog = backlog;
        round.Outstanding = book.Outstanding;
        RoundsDone++;
        roundStart += terms.RoundLength;
    }

    private PurseWish Draw(int purse, RandomBlock chance, bool online, int payPpm)
    {
        var condition = members[purse].Condition;
        if (IsMerchant(purse))
            return default(PurseWish) with { IsContact = online && condition != Condition.Jammed && Happens(chance.A, terms.MerchantContactPpm) };
        if (condition == Condition.Dead)
            return default;
        var attacks = condition is Condition.Broken or Condition.Stolen;
        var wish = default(PurseWish) with
        {
            IsContact = online && !attacks && condition != Condition.WithoutPurse && Happens(High(chance.D), terms.ContactPpm),
            IsStolen = condition == Condition.Honest && Happens(Low(chance.C), terms.StolenPpm),
        };
        if (!attacks && !Happens(High(chance.A), payPpm))
            return wish;
        return wish with
        {
            Payee = new(PayeeOf(purse, Happens(Low(chance.A), terms.PersonToPersonPpm), chance.B)),
            Fen = terms.AmountsFen[(int)(High(chance.C) * (ulong)terms.AmountsFen.Length >> 32)],
            Fate = FateOf(Low(chance.D)),
        };
    }

    private int PayeeOf(int payer, bool person, ulong word)
    {
        var consumers = terms.Purses - terms.Merchants;
        if (!person || consumers == 1)
            return 1 + (int)Math.BigMul(word, (ulong)terms.Merchants, out _);
        var other = terms.Merchants + 1 + (int)Math.BigMul(word, (ulong)consumers - 1, out _);
        return other >= payer ? other + 1 : other;
    }

    private LinkFate FateOf(uint word)
    {
        var part = (int)(word * 1_000_000UL >> 32);
        return part < terms.TornPpm ? LinkFate.Torn : part < terms.TornPpm + terms.UnconfirmedPpm ? LinkFate.Unconfirmed : LinkFate.Whole;
    }

    private void Pay(int payer, in PurseWish wish, ref WorldRound round)
    {
        ref var member = ref members[payer];
        if (member.Condition == Condition.WithoutPurse)
        {
            FailWithoutPurse(ref round);
            return;
        }

        var broken = member.Condition == Condition.Broken;
        var amount = Amount.FromFen(broken ? Math.Min(wish.Fen, policy.PaymentMax.Fen) : wish.Fen);
        if (!broken)
            round.Wanted++;
        var payee = wish.Payee.Value;
        var refusal = PayeeRefusal(payer, payee, amount);
        byte hops = 1;
        if (refusal == OfflineRefusal.None && AsksBook(payer, payee))
            refusal = BookRefusal(payer, payee, amount);
        if (refusal == OfflineRefusal.None)
            states[payee].Offers++;
        if (refusal == OfflineRefusal.None && !broken)
            refusal = PayerRefusal(payer, amount, out hops);
        if (refusal != OfflineRefusal.None)
        {
            if (!broken)
            {
                round.Refused++;
                refusals[(byte)refusal]++;
            }

            return;
        }

        Sign(payer, payee, amount, hops, wish.Fate, ref round);
    }

    /// <summary>With a network the payment is made online and is none of this world's; without one it fails.</summary>
    private void FailWithoutPurse(ref WorldRound round)
    {
        if (!terms.IsOutage(RoundsDone))
            return;
        round.Wanted++;
        round.WithoutPurse++;
    }

    private OfflineRefusal PayerRefusal(int payer, Amount amount, out byte hops)
    {
        var refusal = PurseRules.CheckPayment(states[payer], policy, amount, roundStart, out hops);
        if (refusal != OfflineRefusal.None)
            return refusal;
        return members[payer].LogCount < consumerLogMax ? OfflineRefusal.None : OfflineRefusal.LogFull;
    }

    /// <summary>What a payee asks before it offers: the same questions in the same order as <see cref="Purse.Offer"/>.</summary>
    private OfflineRefusal PayeeRefusal(int payer, int payee, Amount amount)
    {
        ref var other = ref members[payer];
        ref var own = ref members[payee];
        if (own.Condition == Condition.Colluding && other.Condition == Condition.Broken)
            return OfflineRefusal.None;
        if (own.Condition is Condition.Broken or Condition.Stolen or Condition.Dead or Condition.WithoutPurse)
            return OfflineRefusal.NothingAwaited; // no honest holder is there to be paid
        if (roundStart >= other.CertificateUntil || roundStart >= own.CertificateUntil)
            return OfflineRefusal.CertificateExpired;
        if (other.RevokedAs != 0 && other.RevokedAs <= own.RevocationsSeen)
            return OfflineRefusal.PurseRevoked;
        if (amount > policy.PaymentMax)
            return OfflineRefusal.PaymentLimit;
        if (other.PaidOut + amount > policy.PayeeCap && TakenBy(payee, other) + amount > policy.PayeeCap)
            return OfflineRefusal.PayeeCap;
        if (IsMerchant(payee))
            return OfflineRefusal.None;
        var refusal = PurseRules.CheckReceipt(states[payee], consumerMax, amount);
        if (refusal != OfflineRefusal.None)
            return refusal;
        return own.LogCount < consumerLogMax ? OfflineRefusal.None : OfflineRefusal.LogFull;
    }

    /// <summary>In the payer-offline mode the payee is online, as in <see cref="OnlineTerminal"/>; a colluding one does not care to ask.</summary>
    private bool AsksBook(int payer, int payee) =>
        policy.Mode == OfflineMode.PayerOffline && !(members[payee].Condition == Condition.Colluding && members[payer].Condition == Condition.Broken);

    private OfflineRefusal BookRefusal(int payer, int payee, Amount amount)
    {
        if (!IsOnline(IsMerchant(payee)) || members[payee].Condition == Condition.Jammed)
            return OfflineRefusal.BookUnreachable;
        if (book.IsRevoked(new(payer)))
            return OfflineRefusal.PurseRevoked;
        return book.BalanceOf(new(payer)) < NetAmount.From(amount) ? OfflineRefusal.InsufficientFunds : OfflineRefusal.None;
    }

    private Amount TakenBy(int payee, in Member payer)
    {
        var taken = Amount.Zero;
        for (var index = payer.Chain; index != TokenList.None; index = tokens[index].Chain)
        {
            ref var token = ref tokens[index];
            if (token.IsTaken && token.Payee == payee && token.Serial == payer.Serial)
                taken += Amount.FromFen(token.Fen);
        }

        return taken;
    }

    private void Sign(int payer, int payee, Amount amount, byte hops, LinkFate fate, ref WorldRound round)
    {
        var broken = members[payer].Condition == Condition.Broken;
        var counter = TakeCounter(payer, amount);
        var presented = fate != LinkFate.Torn && AsksBook(payer, payee);
        if (presented && !Present(new(new(payer), new(payee), counter, (uint)states[payee].Offers, amount, members[payer].Serial), ref round))
            return; // only a broken payer's counter is refused here, and before anything was handed over

        var index = KeepToken(payer, payee, counter, amount, fate, presented);
        tally += new SignatureTally(SignaturesMade, SignaturesChecked);
        if (fate == LinkFate.Torn)
        {
            round.Torn += broken ? 0 : 1;
            return;
        }

        if (!presented)
        {
            members[payee].Received = index;
            members[payee].LogCount++;
            backlog++;
        }

        PurseRules.Receive(ref states[payee], amount, hops);
        Count(members[payer].Condition, amount, ref round);
        if (broken && members[payer].FirstBroken == 0)
            members[payer].FirstBroken = RoundsDone + 1;
    }

    /// <summary>The counter that the payer's device puts on its next token: an honest one pays first.</summary>
    private uint TakeCounter(int payer, Amount amount)
    {
        ref var state = ref states[payer];
        if (members[payer].Condition == Condition.Broken)
            return (uint)BrokenPurse.CounterOf(terms.Compromise, 0, terms.CompromiseWidth, state.Counter++);
        PurseRules.Pay(ref state, amount);
        return (uint)state.Counter;
    }

    /// <summary>Keeps a signed token with its payer, whatever becomes of it.</summary>
    private int KeepToken(int payer, int payee, uint counter, Amount amount, LinkFate fate, bool presented)
    {
        ref var from = ref members[payer];
        var broken = from.Condition == Condition.Broken;
        var index = tokens.Add(new()
        {
            Payer = payer,
            Payee = payee,
            Counter = counter,
            Offer = (uint)states[payee].Offers,
            Fen = (int)amount.Fen,
            Serial = from.Serial,
            Chain = from.Chain,
            NextSent = broken ? TokenList.None : from.Sent,
            NextReceived = fate == LinkFate.Torn || presented ? TokenList.None : members[payee].Received,
            IsTaken = fate != LinkFate.Torn,
            IsConfirmed = fate == LinkFate.Whole,
        });
        from.Chain = index;
        from.PaidOut += amount;
        if (!broken)
        {
            from.Sent = index;
            from.LogCount++;
        }

        return index;
    }

    private bool Present(in TokenRecord token, ref WorldRound round)
    {
        round.Shown++;
        var taken = book.Present(token, roundStart) == OfflineRefusal.None;
        NoteRevocations(ref round);
        return taken;
    }

    private static void Count(Condition payer, Amount amount, ref WorldRound round)
    {
        if (payer == Condition.Broken)
        {
            round.BrokenPaid++;
            round.BrokenValue += amount;
            return;
        }

        round.Paid++;
        round.PaidValue += amount;
        if (payer == Condition.Stolen)
            round.StolenValue += amount;
    }

    private void Steal(int purse)
    {
        members[purse].Condition = Condition.Stolen;
        members[purse].StolenRound = (ushort)RoundsDone;
        stolen.Enqueue(purse);
    }
}
