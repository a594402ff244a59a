using DcepSim.Simulation.Scenarios;
using DcepSim.Simulation.Timeline;
using DcepSim.Wallets;

namespace DcepSim.Simulation.Agents;

/// <summary>
/// Tells what a winner does from the draw to the end of the window: whether and when they claim, when they shop, what they buy, and how they
/// mean to pay. A life depends on its own key alone.
/// </summary>
/// <remarks>Each decision has a block of chance of its own (by person, purpose and occasion), so that changing one leaves the luck of all
/// others as it was.</remarks>
internal sealed class LifeGenerator(BehaviourTables tables, long spendLeadMs, OwnMoneyReading ownMoney)
{
    private const ulong PersonBlock = 0;
    private const ulong WalletBlock = 1;
    private const ulong FirstOccasionBlock = 2;
    private const ulong ChannelBlocks = 1UL << 63;

    private readonly ClaimDelay _claims = new(spendLeadMs + tables.Calendar.LengthMs, tables.ClaimDelayMeanMs);

    /// <summary>Adds the events of one life.</summary>
    /// <param name="winner">The winner's place in the draw.</param>
    /// <param name="mostFen">The most that the person may come to spend from packets: purchases are told until they would have used it up.
    /// What is really left is known at the till alone.</param>
    /// <param name="life">The person's own key.</param>
    /// <param name="events">Where the events go; times count from the opening of claims.</param>
    public void Tell(int winner, long mostFen, RandomKey life, EventSheaf events)
    {
        var person = life.Block(PersonBlock);
        if (!tables.Claims.Occurs(person.A))
            return;

        var claimMs = _claims.Draw(tables.UnitGap, person.B);
        events.Add(LifeEvent.Claim(claimMs, winner, ChoiceOf(life)));

        var rate = tables.PersonRate.Draw(person.C);
        if (rate > 0 && MeanGap.Of(tables.MeanGapUnits, rate) is var gap && !gap.IsEndless)
            Shop(winner, mostFen, life, gap, Math.Max(claimMs, spendLeadMs), events);
    }

    private void Shop(int winner, long mostFen, RandomKey life, MeanGap personGap, long fromMs, EventSheaf events)
    {
        var calendar = tables.Calendar;
        var units = calendar.UnitsAt(fromMs - spendLeadMs);
        var left = mostFen;
        for (var occasion = FirstOccasionBlock; ; occasion++)
        {
            var chance = life.Block(occasion);
            var gap = personGap.Times(tables.UnitGap.Draw(chance.A));
            if (gap >= (ulong)(calendar.TotalUnits - units))
                return;

            units += (long)gap;
            var basket = Math.Clamp(tables.BasketFen.Draw(chance.B), 1, LifeEvent.BasketFenMax);
            var topsUp = tables.TopsUp.Occurs(chance.D);
            if (left > 0 || topsUp)
            {
                var timeMs = spendLeadMs + calendar.MsAt(units);
                events.Add(LifeEvent.Purchase(timeMs, winner, MerchantOf(life, occasion, chance.C), basket, topsUp));
                left -= Math.Min(left, basket);
            }

            if (left == 0 && ownMoney == OwnMoneyReading.BesidePacket)
                return;
        }
    }

    private WalletChoice ChoiceOf(RandomKey life)
    {
        var block = life.Block(WalletBlock);
        return new((byte)tables.Operators.Draw(block.A), (WalletTier)(tables.Tiers.Draw(block.B) + 1), tables.DoubleOffline.Occurs(block.C));
    }

    // Online platforms are numbered after the merchants in store.
    private int MerchantOf(RandomKey life, ulong occasion, ulong word)
    {
        var channel = tables.Channels?.Draw(life.Block(ChannelBlocks | occasion).A) ?? 0;
        return channel == 0 ? tables.Popularity.Draw(word) : tables.Popularity.Count + channel - 1;
    }
}
