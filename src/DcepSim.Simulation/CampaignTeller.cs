using System.Runtime.CompilerServices;
using DcepSim.Simulation.Audit;
using NodaTime.HighPerformance;

namespace DcepSim.Simulation;

/// <summary>Takes what the till wrote to the ledger, sheet by sheet, and enters in the campaign's book what only the ledger can say: whether own
/// money was paid.</summary>
internal sealed class CampaignTeller(Teller teller, CampaignBook book, DrawnWinners winners, IPaymentObserver? observer)
{
    private const int ForesightDistance = 32;

    private readonly bool _foretells = observer is { Foresees: true };
    private readonly Receipt[] _receipts = new Receipt[TillRoll.SheetLength];

    /// <summary>Where it is written down who is told of what; null tells at once.</summary>
    public SettledNews? News { get; set; }

    /// <summary>Hands over all sheets of a roll.</summary>
    /// <exception cref="InvalidOperationException">What could not be refused was.</exception>
    public void HandOver(TillRoll roll)
    {
        if (roll.Sheets.IsEmpty)
            return;
        var start = default(TillRoll.Ends);
        var known = roll.Sheets[^1].Ends.Transfers;
        teller.Foresee(roll.Transfers.AsSpan(0, known));
        foreach (ref readonly var sheet in roll.Sheets)
        {
            foreach (ref readonly var opening in roll.Openings[start.Openings..sheet.Ends.Openings])
                Open(opening);
            var length = sheet.Ends.Transfers - start.Transfers;
            teller.HandOver(roll.Transfers, roll.Times, start.Transfers, length, known, _receipts);
            RequireAccepted(roll.Transfers, start.Transfers, sheet.ChainStart - start.Transfers);
            if (News is { } news)
                Keep(roll, start, sheet.Ends.Announcements, news);
            else if (observer is not null)
                Tell(roll, start, sheet.Ends.Announcements, observer);
            if (sheet.ChainStart < sheet.Ends.Transfers)
                EndPurchase(roll.Transfers[sheet.ChainStart], sheet.ChainStart - start.Transfers, sheet.Ends.Transfers - sheet.ChainStart, sheet.Purchase);
            start = sheet.Ends;
        }
    }

    private void Open(in TillRoll.Opening opening)
    {
        var first = opening.Like.IsNone ? teller.Open(opening.Terms, opening.Count) : teller.Open(opening.Terms, opening.Like);
        if (first != opening.First)
            throw new InvalidOperationException($"The accounts opened next should begin with {opening.First.Value}, not {first.Value}: a book numbers its accounts in the order of their opening.");
    }

    private void EndPurchase(in Transfer first, int chainStart, int length, in OwnMoneyPurchase purchase)
    {
        var receipt = _receipts[chainStart];
        if (receipt.IsAccepted)
        {
            Enter(purchase, purchase.OwnMoney, default, receipt.Sequence);
            return;
        }

        teller.CountRefusal(_receipts.AsSpan(chainStart, length));
        if (purchase.Packet.IsZero)
            return; // another tender has paid all: none of the campaign's money moved
        PayPacketAlone(first, purchase.Time);
        Enter(purchase, default, purchase.OwnMoney, _receipts[0].Sequence);
    }

    // The wallet's limits stand in the way of its own part: another tender pays that.
    private void PayPacketAlone(in Transfer packet, Instant64 time)
    {
        Transfer[] alone = [packet with { Key = teller.NextRetryKey(), Flags = TransferFlags.None }];
        teller.HandOver(alone, [time], 0, 1, _receipts);
        RequireAccepted(alone, 0, 1);
    }

    private void Enter(in OwnMoneyPurchase purchase, Amount ownMoney, Amount otherTender, long sequence)
    {
        book.PayBeside(purchase.Operator, purchase.Merchant, ownMoney, otherTender);
        if (News is { } news)
            news.AddPayment(purchase.Time, purchase.Winner, purchase.Operator, purchase.Merchant, new(purchase.Packet, ownMoney, otherTender, purchase.PacketLeft), sequence);
        else
            observer?.OnPayment(new(
                purchase.Time.ToInstant(), winners.EntrantAt(purchase.Winner), purchase.Operator, new MerchantId(purchase.Merchant),
                purchase.Packet, ownMoney, otherTender, purchase.PacketLeft, sequence));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tell(TillRoll roll, in TillRoll.Ends start, int end, IPaymentObserver listener)
    {
        var announcements = roll.Announcements;
        for (var next = start.Announcements; next < end; next++)
        {
            if (_foretells && next + ForesightDistance < announcements.Length)
                listener.Foresee(winners.EntrantAt(announcements[next + ForesightDistance].Winner));
            ref readonly var announcement = ref announcements[next];
            var (time, entrant) = (roll.Times[announcement.Place].ToInstant(), winners.EntrantAt(announcement.Winner));
            var amount = roll.Transfers[announcement.Place].Amount;
            if (announcement.IsClaim)
            {
                listener.OnClaim(new(time, entrant, announcement.Operator, amount));
                continue;
            }

            listener.OnPayment(new(
                time, entrant, announcement.Operator, new MerchantId(announcement.Merchant), amount, default, announcement.OtherTender,
                announcement.PacketLeft, _receipts[announcement.Place - start.Transfers].Sequence));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(TillRoll roll, in TillRoll.Ends start, int end, SettledNews news)
    {
        foreach (ref readonly var announcement in roll.Announcements[start.Announcements..end])
        {
            var (time, amount) = (roll.Times[announcement.Place], roll.Transfers[announcement.Place].Amount);
            if (announcement.IsClaim)
                news.AddClaim(time, announcement.Winner, announcement.Operator, amount);
            else
                news.AddPayment(
                    time, announcement.Winner, announcement.Operator, announcement.Merchant,
                    new(amount, default, announcement.OtherTender, announcement.PacketLeft), _receipts[announcement.Place - start.Transfers].Sequence);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RequireAccepted(Transfer[] transfers, int start, int count)
    {
        for (var place = 0; place < count; place++)
        {
            if (!_receipts[place].IsAccepted)
                throw Teller.Refused(transfers[start + place], _receipts[place]);
        }
    }
}
