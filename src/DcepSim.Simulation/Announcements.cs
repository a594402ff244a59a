namespace DcepSim.Simulation;

/// <summary>Tells an observer what was settled once the ledger has answered, in order of time.</summary>
internal sealed class Announcements(IPaymentObserver observer)
{
    private readonly Announcement[] _waiting = new Announcement[Teller.BatchLength];
    private int _count;

    /// <summary>A claim that is in the batch.</summary>
    public void Expect(in ClaimRecord claim)
    {
        ref var waiting = ref _waiting[_count++];
        waiting.Claim = claim;
        waiting.IsClaim = true;
    }

    /// <summary>A payment that is in the batch, its sequence still to come.</summary>
    public void Expect(in PaymentRecord payment, int place)
    {
        ref var waiting = ref _waiting[_count++];
        waiting.Payment = payment;
        waiting.Place = place;
        waiting.IsClaim = false;
    }

    /// <summary>A payment that was answered.</summary>
    public void Tell(in PaymentRecord payment) => observer.OnPayment(payment);

    /// <summary>The batch was answered.</summary>
    public void Tell(ReadOnlySpan<Receipt> receipts)
    {
        foreach (ref readonly var waiting in _waiting.AsSpan(0, _count))
        {
            if (waiting.IsClaim)
                observer.OnClaim(waiting.Claim);
            else
                observer.OnPayment(waiting.Payment with { Sequence = receipts[waiting.Place].Sequence });
        }

        _count = 0;
    }

    private struct Announcement
    {
        public bool IsClaim;
        public ClaimRecord Claim;
        public PaymentRecord Payment;

        /// <summary>Of the payment's first transfer in the batch.</summary>
        public int Place;
    }
}
