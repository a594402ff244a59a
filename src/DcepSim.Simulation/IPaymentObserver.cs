namespace DcepSim.Simulation;

/// <summary>Sees every payment of a run, in order of time, and the claims between them where it asks.</summary>
public interface IPaymentObserver
{
    /// <summary>Called after a payment was settled, on the run's thread.</summary>
    void OnPayment(in PaymentRecord payment);

    /// <summary>Whether it wants to be told of claims: true unless implemented. Asked once, before the run; where it says no,
    /// <see cref="OnClaim"/> may be called all the same.</summary>
    bool SeesClaims => true;

    /// <summary>Whether it wants to know whom it is told of next: false unless implemented. Asked once, before the run.</summary>
    bool Foresees => false;

    /// <summary>May be called some claims and payments before one of an applicant, so that what is kept of the applicant can be asked from memory in
    /// time; does nothing unless implemented.</summary>
    /// <param name="entrant">The applicant's number, from 0.</param>
    void Foresee(int entrant)
    {
    }

    /// <summary>Called after a packet, or a right without money, was claimed, on the run's thread; does nothing unless implemented.</summary>
    void OnClaim(in ClaimRecord claim)
    {
    }
}
