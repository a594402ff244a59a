using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// A merchant's terminal that is online while the payer is not: it asks the book before it offers and before it takes, so a broken payer is
/// found before the goods are handed over.
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

    /// <summary>Asks the book about a payment, and takes it if the book does.</summary>
    /// <returns><see cref="OfflineRefusal.None"/> when book and purse have it: hand over the goods. Otherwise neither has, and nobody has lost
    /// anything.</returns>
    public OfflineRefusal Receive(ReadOnlySpan<byte> payment, ReadOnlySpan<byte> payerCertificate, Instant64 now, out SignedMessage? confirmation)
    {
        confirmation = null;
        var refusal = purse.CheckReceipt(payment, payerCertificate, now, out var message, out _, out var wasTaken);
        if (refusal == OfflineRefusal.None && !wasTaken)
            refusal = desk.Book.Present(TokenRecord.Of(message!.Content), now);
        return refusal == OfflineRefusal.None ? purse.Receive(payment, payerCertificate, now, out confirmation) : refusal;
    }
}
