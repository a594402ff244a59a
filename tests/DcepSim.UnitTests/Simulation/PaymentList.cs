using DcepSim.Simulation;

namespace DcepSim.UnitTests.Simulation;

/// <summary>Keeps every payment of a run.</summary>
internal sealed class PaymentList : IPaymentObserver
{
    public List<PaymentRecord> Payments { get; } = [];

    public void OnPayment(in PaymentRecord payment) => Payments.Add(payment);
}
