namespace DcepSim.Simulation;

/// <summary>Tells an observer what was settled once the ledger has answered, in order of time.</summary>
internal sealed class Announcements(IPaymentObserver observer)
{
    private readonly List<Announcement> _waiting = [];

    /// <summary>A claim that is in the batch.</summary>
    public void Expect(in ClaimRecord claim) => _waiting.Add(new(claim, default, 0));

    /// <summary>A payment that is in the batch, its sequence still to come.</summary>
    public void Expect(in PaymentRecord payment, int place) => _waiting.Add(new(default, payment, place));

    /// <summary>A payment that was answered.</summary>
    public void Tell(in PaymentRecord payment) => observer.OnPayment(payment);

    /// <summary>The batch was answered.</summary>
    public void Tell(ReadOnlySpan<Receipt> receipts)
    {
        foreach (var (claim, payment, place) in _waiting)
        {
            if (claim.Face.IsZero)
                observer.OnPayment(payment with { Sequence = receipts[place].Sequence });
            else
                observer.OnClaim(claim);
        }

        _waiting.Clear();
    }

    /// <param name="Claim">The claim; of face zero if it is a payment.</param>
    /// <param name="Payment">The payment.</param>
    /// <param name="Place">Of its first transfer in the batch.</param>
    private readonly record struct Announcement(ClaimRecord Claim, PaymentRecord Payment, int Place);
}
