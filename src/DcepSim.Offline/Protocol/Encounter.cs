using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// Two purses meet and one pays the other over a link: certificate → offer → payment → confirmation. What is lost is sent again, up to a
/// number of tries; then they part.
/// </summary>
/// <remarks>One encounter is one sale. Not safe for use by several threads at once.</remarks>
public sealed class Encounter
{
    private readonly Purse payer;
    private readonly Purse payee;
    private readonly NearFieldLink link;
    private readonly Amount amount;
    private readonly Instant64 now;
    private SignedMessage? offer;
    private SignedMessage? payment;
    private bool received;
    private bool confirmed;
    private OfflineRefusal refusal;

    private Encounter(Purse payer, Purse payee, Amount amount, Instant64 now, NearFieldLink link)
    {
        this.payer = payer;
        this.payee = payee;
        this.amount = amount;
        this.now = now;
        this.link = link;
    }

    /// <summary>Runs one payment.</summary>
    /// <param name="payer">Who pays.</param>
    /// <param name="payee">Who is paid.</param>
    /// <param name="amount">How much.</param>
    /// <param name="now">The time on both sides.</param>
    /// <param name="link">Between them; whatever is still in flight at the end is lost.</param>
    /// <param name="tries">How often the missing step is begun again, 1 and up.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tries"/> is below 1.</exception>
    public static EncounterOutcome Run(Purse payer, Purse payee, Amount amount, Instant64 now, NearFieldLink link, int tries = 3)
    {
        ArgumentNullException.ThrowIfNull(payer);
        ArgumentNullException.ThrowIfNull(payee);
        ArgumentNullException.ThrowIfNull(link);
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        var before = link.SentCount;
        var encounter = new Encounter(payer, payee, amount, now, link);
        for (var attempt = 0; attempt < tries && !encounter.confirmed; attempt++)
            encounter.Try();
        link.Cut();
        payee.CloseOffer();
        return new(
            encounter.payment is not null, encounter.received, encounter.confirmed, encounter.confirmed ? OfflineRefusal.None : encounter.refusal, (int)(link.SentCount - before));
    }

    private void Try()
    {
        if (payment is not null)
            Send(payer, payment);
        else if (offer is not null)
            Send(payee, offer);
        else
            Send(payer, null);
        while (link.TryReceive(out var packet))
        {
            if (packet.FromPayer)
                AtPayee(packet);
            else
                AtPayer(packet);
        }
    }

    private void AtPayee(in LinkPacket packet)
    {
        if (packet.Message.IsEmpty)
        {
            if (offer is null)
                Note(payee.Offer(packet.Certificate.Span, amount, now, out offer));
            if (offer is not null)
                Send(payee, offer);
            return;
        }

        var answer = payee.Receive(packet.Message.Span, packet.Certificate.Span, now, out var confirmation);
        Note(answer);
        if (confirmation is null)
            return;
        received = true;
        Send(payee, confirmation);
    }

    private void AtPayer(in LinkPacket packet)
    {
        if (OfflineMessage.Read(packet.Message.Span, out var content) == OfflineRefusal.None && content.Kind == MessageKind.Confirmation)
        {
            var answer = payer.Confirm(packet.Message.Span, packet.Certificate.Span, now);
            Note(answer);
            confirmed |= answer == OfflineRefusal.None;
            return;
        }

        Note(payer.Pay(packet.Message.Span, packet.Certificate.Span, now, out var answered));
        if (answered is null)
            return;
        payment = answered;
        Send(payer, answered);
    }

    private void Send(Purse from, SignedMessage? message) =>
        link.Send(new(from == payer, message?.Bytes.ToArray() ?? [], from.Certificate.Bytes.ToArray()));

    private void Note(OfflineRefusal answer)
    {
        if (answer != OfflineRefusal.None)
            refusal = answer;
    }
}
