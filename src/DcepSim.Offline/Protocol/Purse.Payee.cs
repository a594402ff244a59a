using NodaTime.HighPerformance;

namespace DcepSim.Offline;

public sealed partial class Purse
{
    private OpenOffer open;

    /// <summary>
    /// Offers to take an amount from a payer who has shown a certificate. Everything the payee may object to is asked here, before the payer
    /// has paid. An offer still open is closed by a new one.
    /// </summary>
    /// <param name="payerCertificate">The payer's certificate, as it came over the link.</param>
    /// <param name="amount">What to pay; above zero.</param>
    /// <param name="now">The device's time; for a payee without a clock, the time the other side shows.</param>
    /// <param name="offer">What to send; null when refused.</param>
    public OfflineRefusal Offer(ReadOnlySpan<byte> payerCertificate, Amount amount, Instant64 now, out SignedMessage? offer)
    {
        offer = null;
        if (contactOpen)
            return OfflineRefusal.PurseInContact;
        var time = TimeOf(now, now);
        var refusal = CheckPayer(payerCertificate, time, out var payer);
        if (refusal != OfflineRefusal.None)
            return refusal;
        refusal = CheckOffer(payer!, amount, time);
        if (refusal != OfflineRefusal.None)
            return refusal;

        state.Offers++;
        open = new(state.Offers, payer!.Purse, payer.Serial, amount);
        offer = Sign(new(
            MessageKind.Offer, 0, Certificate.Operator, payer.Purse, Id, 0, state.Offers, amount, time, Certificate.Serial));
        return OfflineRefusal.None;
    }

    /// <summary>Closes the open offer: a payment that comes later will not be taken, and the book returns it to its payer.</summary>
    public void CloseOffer() => open = default;

    /// <summary>Takes a payment that answers the open offer; from here on the value is in this purse.</summary>
    /// <remarks>A payment taken before is confirmed again without effect, as long as it stands in the log. One that answers an offer no
    /// longer open is refused and left to the book: the payer's purse gets the value back at a contact after this payee's.</remarks>
    /// <param name="payment">The payer's payment, as it came over the link.</param>
    /// <param name="payerCertificate">The payer's certificate, as it came over the link.</param>
    /// <param name="now">The device's time; ignored by a device without a clock.</param>
    /// <param name="confirmation">What to send back; null when refused.</param>
    public OfflineRefusal Receive(ReadOnlySpan<byte> payment, ReadOnlySpan<byte> payerCertificate, Instant64 now, out SignedMessage? confirmation)
    {
        confirmation = null;
        var refusal = CheckReceipt(payment, payerCertificate, now, out var message, out var time, out var wasTaken);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (wasTaken)
            return ConfirmAgain(message!, time, out confirmation);

        var content = message!.Content;
        PurseRules.Receive(ref state, content.Amount, content.Hops); // from here nothing may fail
        received.Add(message);
        takenFrom[content.Payer] = new(content.Serial, Taken(content.Payer, content.Serial) + content.Amount);
        open = default;
        return ConfirmAgain(message, time, out confirmation);
    }

    /// <summary>Everything that is asked of a payment before it is taken; changes nothing.</summary>
    internal OfflineRefusal CheckReceipt(
        ReadOnlySpan<byte> payment, ReadOnlySpan<byte> payerCertificate, Instant64 now, out SignedMessage? message, out Instant64 time, out bool wasTaken)
    {
        message = null;
        time = default;
        wasTaken = false;
        if (contactOpen)
            return OfflineRefusal.PurseInContact;
        var refusal = ReadFrom(payment, MessageKind.Payment, payerCertificate, now, out message, out time);
        if (refusal != OfflineRefusal.None)
            return refusal;
        var content = message!.Content;
        if (content.Payee != Id)
            return OfflineRefusal.WrongAddressee;
        if (content.Offer != open.Number)
        {
            wasTaken = WasTaken(message);
            return wasTaken ? OfflineRefusal.None : OfflineRefusal.OfferClosed;
        }

        if (content.Payer != open.Payer || content.Amount != open.Amount || content.Serial != open.Serial)
            return OfflineRefusal.OfferMismatch;
        return content.Hops > policy.HopsMax ? OfflineRefusal.HopsLimit : OfflineRefusal.None;
    }

    private OfflineRefusal CheckPayer(ReadOnlySpan<byte> bytes, Instant64 time, out OfflineCertificate? payer)
    {
        var refusal = trust.ReadPurse(bytes, time, out payer);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (payer!.Purse == Id)
            return OfflineRefusal.WrongAddressee;
        if (!Certificate.IsValidAt(time))
            return OfflineRefusal.CertificateExpired;
        return trust.IsRevoked(payer.Purse) ? OfflineRefusal.PurseRevoked : OfflineRefusal.None;
    }

    private OfflineRefusal CheckOffer(OfflineCertificate payer, Amount amount, Instant64 time)
    {
        if (amount.IsZero)
            return OfflineRefusal.AmountZero;
        if (amount > policy.PaymentMax)
            return OfflineRefusal.PaymentLimit;
        if (takenFrom.TryGetValue(payer.Purse, out var total) && total.Serial > payer.Serial)
            return OfflineRefusal.CertificateExpired; // superseded: taking turns with two certificates would double the cap
        if (amount.Fen > policy.PayeeCap.Fen - Taken(payer.Purse, payer.Serial).Fen)
            return OfflineRefusal.PayeeCap;
        var refusal = PurseRules.CheckReceipt(state, policy.PurseMaxOf(Certificate.Tier), amount);
        if (refusal != OfflineRefusal.None)
            return refusal;
        return LogHasRoom ? OfflineRefusal.None : OfflineRefusal.LogFull;
    }

    private Amount Taken(PurseId payer, int serial) =>
        takenFrom.TryGetValue(payer, out var total) && total.Serial == serial ? total.Taken : Amount.Zero;

    private bool WasTaken(SignedMessage payment)
    {
        foreach (var taken in received)
        {
            if (taken.Content.Payer == payment.Content.Payer && taken.Content == payment.Content)
                return true;
        }

        return false;
    }

    private OfflineRefusal ConfirmAgain(SignedMessage payment, Instant64 time, out SignedMessage? confirmation)
    {
        confirmation = Sign(payment.Content with
        {
            Kind = MessageKind.Confirmation,
            Hops = 0,
            Operator = Certificate.Operator,
            Time = time,
            Serial = Certificate.Serial,
        });
        return OfflineRefusal.None;
    }

    private readonly record struct OpenOffer(long Number, PurseId Payer, int Serial, Amount Amount);
}
