using DcepSim.Simulation;

namespace DcepSim.Observations;

/// <summary>Several who see the same run.</summary>
internal sealed class SeveralObservers : IPaymentObserver
{
    private readonly IPaymentObserver[] _observers;
    private readonly IPaymentObserver[] _foreseeing;

    private SeveralObservers(IPaymentObserver[] observers) => (_observers, _foreseeing) = (observers, [.. observers.Where(observer => observer.Foresees)]);

    /// <summary>One observer for those that are there; <c>null</c> for none.</summary>
    public static IPaymentObserver? Of(params IEnumerable<IPaymentObserver?> observers) => observers.OfType<IPaymentObserver>().ToArray() switch
    {
        [] => null,
        [var only] => only,
        var several => new SeveralObservers(several),
    };

    public bool SeesClaims => _observers.Any(observer => observer.SeesClaims);

    public bool Foresees => _foreseeing.Length > 0;

    public void Foresee(int entrant)
    {
        foreach (var observer in _foreseeing)
            observer.Foresee(entrant);
    }

    public void OnPayment(in PaymentRecord payment)
    {
        foreach (var observer in _observers)
            observer.OnPayment(payment);
    }

    public void OnClaim(in ClaimRecord claim)
    {
        foreach (var observer in _observers)
            observer.OnClaim(claim);
    }
}
