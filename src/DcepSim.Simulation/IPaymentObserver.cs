namespace DcepSim.Simulation;

/// <summary>Sees every payment of a run, in order of time.</summary>
public interface IPaymentObserver
{
    /// <summary>Called after a payment was settled, on the run's thread.</summary>
    void OnPayment(in PaymentRecord payment);
}
