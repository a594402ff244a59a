using DcepSim.Simulation;

namespace DcepSim.UnitTests.Simulation;

/// <summary>Keeps every payment and claim of a run.</summary>
internal sealed class PaymentList : IPaymentObserver
{
    public List<PaymentRecord> Payments { get; } = [];

    public List<ClaimRecord> Claims { get; } = [];

    public void OnPayment(in PaymentRecord payment) => Payments.Add(payment);

    public void OnClaim(in ClaimRecord claim) => Claims.Add(claim);
}
