namespace DcepSim.Simulation;

/// <summary>Sees every payment of a run, in order of time, and the claims between them where it asks.</summary>
public interface IPaymentObserver
{
    /// <summary>Called after a payment was settled, on the run's thread.</summary>
    void OnPayment(in PaymentRecord payment);

    /// <summary>Called after a packet was claimed, on the run's thread; does nothing unless implemented.</summary>
    void OnClaim(in ClaimRecord claim)
    {
    }
}
