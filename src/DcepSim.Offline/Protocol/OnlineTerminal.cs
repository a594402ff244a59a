using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// A merchant's terminal that is online while the payer is not: it asks the book before it offers and after it has received, so a broken payer
/// is found before the goods are handed over.
/// </summary>
/// <remarks>Meant for policies in which received value is not spent on (<see cref="OfflinePolicy.HopsMax"/> 1): then the book is never behind
/// an honest payer.</remarks>
/// <param name="purse">The merchant's purse.</param>
/// <param name="desk">The online side.</param>
public sealed class OnlineTerminal(Purse purse, OfflineDesk desk)
{
    /// <summary>Offers, if the book knows the payer as unrevoked and good for the amount.</summary>
    public OfflineRefusal Offer(ReadOnlySpan<byte> payerCertificate, Amount amount, Instant64 now, out SignedMessage? offer)
    {
        offer = null;
        var refusal = OfflineCertificate.Read(payerCertificate, out var payer);
        if (refusal != OfflineRefusal.None)
            return refusal;
        if (payer!.Purse.Value < 1 || payer.Purse.Value > desk.Book.PurseCount)
            return OfflineRefusal.PurseUnknown;
        if (desk.Book.IsRevoked(payer.Purse))
            return OfflineRefusal.PurseRevoked;
        if (desk.Book.BalanceOf(payer.Purse) < NetAmount.From(amount))
            return OfflineRefusal.InsufficientFunds;
        return purse.Offer(payerCertificate, amount, now, out offer);
    }

    /// <summary>Takes a payment and shows it to the book at once.</summary>
    /// <returns><see cref="OfflineRefusal.None"/> when the book has it too: hand over the goods. Otherwise do not.</returns>
    public OfflineRefusal Receive(ReadOnlySpan<byte> payment, ReadOnlySpan<byte> payerCertificate, Instant64 now, out SignedMessage? confirmation)
    {
        var refusal = purse.Receive(payment, payerCertificate, now, out confirmation);
        if (refusal != OfflineRefusal.None)
            return refusal;
        var correctionBefore = desk.Book.CorrectionOf(purse.Id);
        purse.EndContact(desk.Answer(purse.BeginContact(), now), now);
        if (desk.Book.CorrectionOf(purse.Id) >= correctionBefore)
            return OfflineRefusal.None;
        confirmation = null;
        return OfflineRefusal.CounterRepeated;
    }
}
