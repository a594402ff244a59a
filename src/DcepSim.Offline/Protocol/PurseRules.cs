using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// What an honest secure element does to its state: the one place where value enters or leaves a purse, used by the full protocol and by
/// the population engine alike.
/// </summary>
/// <remarks>Pure functions of their arguments; no allocation.</remarks>
public static class PurseRules
{
    /// <summary>Whether a purse may pay an amount now.</summary>
    /// <param name="state">The payer.</param>
    /// <param name="policy">The limits.</param>
    /// <param name="amount">What to pay.</param>
    /// <param name="now">The payer's time.</param>
    /// <param name="hops">Hands the value will have passed through; 0 when refused.</param>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public static OfflineRefusal CheckPayment(in PurseState state, OfflinePolicy policy, Amount amount, Instant64 now, out byte hops)
    {
        ArgumentNullException.ThrowIfNull(policy);
        hops = 0;
        if (amount.IsZero)
            return OfflineRefusal.AmountZero;
        if (amount > policy.PaymentMax)
            return OfflineRefusal.PaymentLimit;
        if (amount.Fen > policy.SpentMax.Fen - state.Spent.Fen)
            return OfflineRefusal.SpentLimit;
        if (state.Payments >= policy.PaymentsMax)
            return OfflineRefusal.PaymentsLimit;
        if (now - policy.ContactMax > state.LastContact)
            return OfflineRefusal.ContactLimit;
        if (amount > state.Balance)
            return OfflineRefusal.InsufficientFunds;
        var hands = amount <= state.Own ? 1 : state.Hops + 1;
        if (hands > policy.HopsMax)
            return OfflineRefusal.HopsLimit;
        hops = (byte)hands;
        return OfflineRefusal.None;
    }

    /// <summary>Takes a payment that was checked out of a purse: own value first, then received value; the counter moves on.</summary>
    /// <exception cref="InvalidOperationException">The purse holds less than the amount.</exception>
    public static void Pay(ref PurseState state, Amount amount)
    {
        var own = Amount.Min(amount, state.Own);
        Take(ref state, own, Rest(amount, own));
        state.Spent += amount;
        state.Payments++;
        state.Counter++;
    }

    /// <summary>Whether a purse may hold an amount more.</summary>
    public static OfflineRefusal CheckReceipt(in PurseState state, Amount purseMax, Amount amount) =>
        amount.IsZero ? OfflineRefusal.AmountZero
        : amount.Fen > purseMax.Fen - state.Balance.Fen ? OfflineRefusal.PurseCap
        : OfflineRefusal.None;

    /// <summary>Puts a received payment into a purse.</summary>
    /// <param name="state">The payee.</param>
    /// <param name="amount">What was paid.</param>
    /// <param name="hops">Hands the value has passed through, as the payment says.</param>
    public static void Receive(ref PurseState state, Amount amount, byte hops)
    {
        state.Received += amount;
        state.Hops = Math.Max(state.Hops, hops);
    }

    /// <summary>Takes a deposit out of a purse: received value first, then own value; the counter moves on.</summary>
    /// <exception cref="InvalidOperationException">The purse holds less than the amount.</exception>
    public static void Deposit(ref PurseState state, Amount amount)
    {
        var received = Amount.Min(amount, state.Received);
        Take(ref state, Rest(amount, received), received);
        state.Counter++;
    }

    /// <summary>Carries out the book's corrections as far as the purse has the value for them; the rest stays owed and is asked again.</summary>
    /// <param name="state">The purse.</param>
    /// <param name="total">All corrections the book ever made of this purse.</param>
    public static void Correct(ref PurseState state, NetAmount total)
    {
        var due = total - state.Corrected;
        if (due.Fen >= 0)
        {
            state.Own += Amount.FromFen(due.Fen);
            state.Corrected = total;
            return;
        }

        var taken = Amount.Min(Amount.FromFen(-due.Fen), state.Balance);
        var received = Amount.Min(taken, state.Received);
        Take(ref state, Rest(taken, received), received);
        state.Corrected -= NetAmount.From(taken);
    }

    /// <summary>What a contact does to the limits: received value has been checked and counts as own, and counting starts again.</summary>
    public static void Renew(ref PurseState state, Instant64 now)
    {
        state.Own += state.Received;
        state.Received = Amount.Zero;
        state.Hops = 0;
        state.Spent = Amount.Zero;
        state.Payments = 0;
        state.LastContact = Instant64.Max(now, state.LastContact);
    }

    private static void Take(ref PurseState state, Amount own, Amount received)
    {
        if (!state.Own.TrySubtract(own, out var ownLeft) || !state.Received.TrySubtract(received, out var receivedLeft))
            throw new InvalidOperationException($"A purse with {state.Own} own and {state.Received} received cannot give {own} and {received}.");
        state.Own = ownLeft;
        state.Received = receivedLeft;
        if (receivedLeft.IsZero)
            state.Hops = 0;
    }

    private static Amount Rest(Amount whole, Amount part) => Amount.FromFen(whole.Fen - part.Fen);
}
