namespace DcepSim.Simulation;

/// <summary>Sees every payment of a run, in order of time, and the claims between them where it asks.</summary>
/// <remarks>Called by one thread at a time, which need not always be the same one.</remarks>
public interface IPaymentObserver
{
    /// <summary>Called after a payment was settled.</summary>
    void OnPayment(in PaymentRecord payment);

    /// <summary>Called after a packet was claimed; does nothing unless implemented.</summary>
    void OnClaim(in ClaimRecord claim)
    {
    }
}
