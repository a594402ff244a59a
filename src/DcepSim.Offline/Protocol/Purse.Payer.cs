using NodaTime.HighPerformance;

namespace DcepSim.Offline;

public sealed partial class Purse
{
    /// <summary>Answers an offer with a signed payment; from here on the value is no longer in this purse.</summary>
    /// <remarks>The same offer again gets the same payment again, bit by bit: a repeat never pays twice.</remarks>
    /// <param name="offer">The payee's offer, as it came over the link.</param>
    /// <param name="payeeCertificate">The payee's certificate, as it came over the link.</param>
    /// <param name="now">The device's time; ignored by a device without a clock.</param>
    /// <param name="payment">What to send back; null when refused.</param>
    /// <returns><see cref="OfflineRefusal.None"/>, or why the purse is as it was.</returns>
    public OfflineRefusal Pay(ReadOnlySpan<byte> offer, ReadOnlySpan<byte> payeeCertificate, Instant64 now, out SignedMessage? payment)
    {
        payment = null;
        if (contactOpen)
            return OfflineRefusal.PurseInContact;
        var refusal = ReadOffer(offer, payeeCertificate, now, out var content, out var time);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (FindAnswer(content) is { } before)
        {
            payment = before;
            return OfflineRefusal.None;
        }

        // An offer from before the last contact may have been answered already, by a payment the log no longer holds.
        if (time - policy.OfferLife > content.Time || content.Time > time + policy.OfferLife || content.Time < state.LastContact)
            return OfflineRefusal.OfferExpired;
        refusal = PurseRules.CheckPayment(state, policy, content.Amount, time, out var hops);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (!LogHasRoom)
            return OfflineRefusal.LogFull;

        PurseRules.Pay(ref state, content.Amount); // from here nothing may fail
        payment = Sign(content with
        {
            Kind = MessageKind.Payment,
            Hops = hops,
            Operator = Certificate.Operator,
            Counter = state.Counter,
            Time = time,
            Serial = Certificate.Serial,
        });
        sent.Add(new(payment, Confirmation: null));
        return OfflineRefusal.None;
    }

    /// <summary>Takes the payee's confirmation: the payment is no longer under way.</summary>
    /// <remarks>A confirmation that came before is taken again without effect.</remarks>
    /// <returns><see cref="OfflineRefusal.None"/>, or why nothing changed.</returns>
    public OfflineRefusal Confirm(ReadOnlySpan<byte> confirmation, ReadOnlySpan<byte> payeeCertificate, Instant64 now)
    {
        var refusal = ReadFrom(confirmation, MessageKind.Confirmation, payeeCertificate, now, out var message, out _);
        if (refusal != OfflineRefusal.None)
            return refusal;
        var content = message!.Content;
        if (content.Payer != Id)
            return OfflineRefusal.WrongAddressee;
        var index = sent.FindIndex(token => Confirms(content, token.Message.Content));
        if (index < 0)
            return OfflineRefusal.NothingAwaited;
        sent[index] = sent[index] with { Confirmation = message };
        return OfflineRefusal.None;
    }

    internal static bool Confirms(in OfflineMessage confirmation, in OfflineMessage payment) =>
        payment.Kind == MessageKind.Payment
        && confirmation.Counter == payment.Counter
        && confirmation.Offer == payment.Offer
        && confirmation.Payee == payment.Payee
        && confirmation.Payer == payment.Payer
        && confirmation.Amount == payment.Amount;

    private OfflineRefusal ReadOffer(ReadOnlySpan<byte> offer, ReadOnlySpan<byte> certificate, Instant64 now, out OfflineMessage content, out Instant64 time)
    {
        content = default;
        time = default;
        var refusal = ReadFrom(offer, MessageKind.Offer, certificate, now, out var message, out time);
        if (refusal != OfflineRefusal.None)
            return refusal;
        content = message!.Content;
        if (content.Payer != Id)
            return OfflineRefusal.WrongAddressee;
        if (trust.IsRevoked(content.Payee))
            return OfflineRefusal.PurseRevoked;
        return Certificate.IsValidAt(time) ? OfflineRefusal.None : OfflineRefusal.CertificateExpired;
    }

    private SignedMessage? FindAnswer(OfflineMessage offer)
    {
        foreach (var token in sent)
        {
            var content = token.Message.Content;
            if (content.Payee == offer.Payee && content.Offer == offer.Offer)
                return token.Message;
        }

        return null;
    }

    /// <summary>Reads a message of one kind, and the certificate of the purse that signed it, up to the central bank.</summary>
    private OfflineRefusal ReadFrom(
        ReadOnlySpan<byte> bytes, MessageKind kind, ReadOnlySpan<byte> certificateBytes, Instant64 now, out SignedMessage? message, out Instant64 time)
    {
        time = default;
        var refusal = SignedMessage.Read(bytes, out message);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (message!.Content.Kind != kind)
            return OfflineRefusal.MessageKind;
        time = TimeOf(now, message.Content.Time);
        refusal = trust.ReadPurse(certificateBytes, time, out var certificate);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (certificate!.Purse != message.Content.Signer || certificate.Serial != message.Content.Serial || certificate.Operator != message.Content.Operator)
            return OfflineRefusal.CertificateForeign;
        return trust.IsSigned(message, certificate) ? OfflineRefusal.None : OfflineRefusal.MessageSignature;
    }
}
