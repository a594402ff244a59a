using System.Runtime.CompilerServices;
using DcepSim.Simulation.Audit;
using NodaTime.HighPerformance;

namespace DcepSim.Simulation;

/// <summary>Takes what the till wrote to the ledger, sheet by sheet, and enters in the campaign's book what only the ledger can say: whether own
/// money was paid.</summary>
internal sealed class CampaignTeller(Teller teller, CampaignBook book, DrawnWinners winners, IPaymentObserver? observer)
{
    private readonly Transfer[] _transfers = new Transfer[TillRoll.SheetLength];
    private readonly Instant64[] _times = new Instant64[TillRoll.SheetLength];
    private readonly Receipt[] _receipts = new Receipt[TillRoll.SheetLength];

    /// <summary>Hands over all sheets of a roll.</summary>
    /// <exception cref="InvalidOperationException">What could not be refused was.</exception>
    public void HandOver(TillRoll roll)
    {
        var start = default(TillRoll.Ends);
        foreach (ref readonly var sheet in roll.Sheets)
        {
            foreach (ref readonly var opening in roll.Openings[start.Openings..sheet.Ends.Openings])
                Open(opening);
            var slips = roll.Slips[start.Transfers..sheet.Ends.Transfers];
            HandOver(slips);
            RequireAccepted(sheet.ChainStart - start.Transfers);
            if (observer is not null)
                Tell(roll.Announcements[start.Announcements..sheet.Ends.Announcements], slips, start.Transfers, observer);
            if (sheet.ChainStart < sheet.Ends.Transfers)
                EndPurchase(slips[(sheet.ChainStart - start.Transfers)..], sheet.ChainStart - start.Transfers, sheet.Purchase);
            start = sheet.Ends;
        }
    }

    private void Open(in TillRoll.Opening opening)
    {
        var first = teller.Open(opening.Terms, opening.Count);
        if (first != opening.First)
            throw new InvalidOperationException($"The accounts opened next should begin with {opening.First.Value}, not {first.Value}: a book numbers its accounts in the order of their opening.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void HandOver(ReadOnlySpan<TillRoll.Slip> slips)
    {
        for (var place = 0; place < slips.Length; place++)
        {
            ref readonly var slip = ref slips[place];
            _transfers[place] = new Transfer(teller.NextKey(), slip.Debit, slip.Credit, slip.Amount, slip.Kind, slip.Flags);
            _times[place] = slip.Time;
        }

        teller.HandOver(_transfers, _times, slips.Length, _receipts);
    }

    private void EndPurchase(ReadOnlySpan<TillRoll.Slip> chain, int chainStart, in OwnMoneyPurchase purchase)
    {
        var receipt = _receipts[chainStart];
        if (receipt.IsAccepted)
        {
            Enter(purchase, purchase.OwnMoney, default, receipt.Sequence);
            return;
        }

        teller.CountRefusal(_receipts.AsSpan(chainStart, chain.Length));
        if (purchase.Packet.IsZero)
            return; // another tender has paid all: none of the campaign's money moved
        PayPacketAlone(chain[0]);
        Enter(purchase, default, purchase.OwnMoney, _receipts[0].Sequence);
    }

    // The wallet's limits stand in the way of its own part: another tender pays that.
    private void PayPacketAlone(TillRoll.Slip slip)
    {
        slip.Flags = TransferFlags.None;
        HandOver([slip]);
        RequireAccepted(1);
    }

    private void Enter(in OwnMoneyPurchase purchase, Amount ownMoney, Amount otherTender, long sequence)
    {
        book.PayBeside(purchase.Operator, purchase.Merchant, ownMoney, otherTender);
        observer?.OnPayment(new(
            purchase.Time.ToInstant(), winners.EntrantAt(purchase.Winner), purchase.Operator, new MerchantId(purchase.Merchant),
            purchase.Packet, ownMoney, otherTender, purchase.PacketLeft, sequence));
    }

    private void Tell(
        ReadOnlySpan<TillRoll.Announcement> announcements, ReadOnlySpan<TillRoll.Slip> slips, int sheetStart, IPaymentObserver listener)
    {
        foreach (ref readonly var announcement in announcements)
        {
            var place = announcement.Slip - sheetStart;
            ref readonly var slip = ref slips[place];
            var (time, entrant) = (slip.Time.ToInstant(), winners.EntrantAt(announcement.Winner));
            if (announcement.IsClaim)
            {
                listener.OnClaim(new(time, entrant, announcement.Operator, slip.Amount));
                continue;
            }

            listener.OnPayment(new(
                time, entrant, announcement.Operator, new MerchantId(announcement.Merchant), slip.Amount, default, announcement.OtherTender,
                announcement.PacketLeft, _receipts[place].Sequence));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RequireAccepted(int count)
    {
        for (var place = 0; place < count; place++)
        {
            if (!_receipts[place].IsAccepted)
                throw Teller.Refused(_transfers[place], _receipts[place]);
        }
    }
}
