namespace DcepSim.Offline;

/// <summary>
/// The most that broken purses can take: certificates of broken purses × what one payee takes from one certificate × payees they can reach.
/// </summary>
/// <remarks>
/// <para>A broken device does not enforce its own limits, so only what payees enforce counts: the cap per payer certificate, the certificate's
/// end and the revocation list. A payee is reachable as long as it has neither seen the revocation nor the certificate has ended. A colluding
/// payee counts as one payee: the book asks the same cap of whatever it shows.</para>
/// <para>The bound is tight: a key that is out, paying every payee up to the cap before any of them is in contact, reaches it exactly.</para>
/// </remarks>
public static class LossBound
{
    /// <summary>The bound under a policy.</summary>
    /// <param name="policy">The rules payees enforce.</param>
    /// <param name="certificates">Certificates of broken purses in use, renewals counted; 0 and up.</param>
    /// <param name="payees">Payees each of them can reach; 0 and up.</param>
    /// <returns>The bound, or <c>null</c> when payees enforce no cap: then there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0, or the bound is above <see cref="Amount.MaxValue"/>.</exception>
    public static Amount? Of(OfflinePolicy policy, long certificates, long payees)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfNegative(certificates);
        ArgumentOutOfRangeException.ThrowIfNegative(payees);
        if (certificates == 0 || payees == 0)
            return Amount.Zero;
        if (policy.PayeeCap == Amount.MaxValue)
            return null;
        var bound = (Int128)policy.PayeeCap.Fen * certificates * payees;
        return bound <= Amount.MaxValue.Fen
            ? Amount.FromFen((long)bound)
            : throw new ArgumentOutOfRangeException(nameof(payees), payees, $"{certificates} certificates and {payees} payees at {policy.PayeeCap} exceed {Amount.MaxValue}.");
    }

    /// <summary>The payments by which a broken purse takes all that one payee's rules allow: the largest ones first.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="ArgumentException">The payee enforces no cap: there is no end to it.</exception>
    public static IEnumerable<Amount> Strategy(OfflinePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.PayeeCap == Amount.MaxValue)
            throw new ArgumentException("Without a payee cap the loss has no bound.", nameof(policy));
        return Drain(policy);
    }

    private static IEnumerable<Amount> Drain(OfflinePolicy policy)
    {
        for (var left = policy.PayeeCap; !left.IsZero;)
        {
            var part = Amount.Min(left, policy.PaymentMax);
            yield return part;
            left.TrySubtract(part, out left);
        }
    }
}
