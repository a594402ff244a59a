using System.Runtime.CompilerServices;
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
internal sealed partial class LifeGenerator(BehaviourTables tables, long spendLeadMs, OwnMoneyReading ownMoney)
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
    public void Tell(int winner, long mostFen, RandomKey life, EventSheaf events) => TellUntil(long.MaxValue, winner, mostFen, life, events);

    /// <summary>Adds the events of a life that come before an instant.</summary>
    /// <param name="untilMs">The instant, from the opening of claims.</param>
    /// <param name="winner">The winner's place in the draw.</param>
    /// <param name="mostFen">The most that the person may come to spend from packets.</param>
    /// <param name="life">The person's own key.</param>
    /// <param name="events">Where the events go.</param>
    /// <returns>How far the life has come.</returns>
    public LifeSoFar TellUntil(long untilMs, int winner, long mostFen, RandomKey life, EventSheaf events)
    {
        var person = life.Block(PersonBlock);
        if (!tables.Claims.Occurs(person.A))
            return LifeSoFar.Unclaimed(mostFen);

        var claimMs = _claims.Draw(tables.UnitGap, person.B);
        if (claimMs >= untilMs)
            return LifeSoFar.Unclaimed(mostFen);
        events.Add(LifeEvent.Claim(claimMs, winner, ChoiceOf(life)));
        return new(claimMs, Shop(winner, mostFen, life, person, claimMs, long.MinValue, untilMs, events));
    }

    /// <summary>Adds the events of a life from an instant on that went another way before it.</summary>
    /// <param name="sinceMs">The instant, from the opening of claims. Who would have claimed before it claims then.</param>
    /// <param name="soFar">How far the life has come.</param>
    /// <param name="winner">The winner's place in the draw.</param>
    /// <param name="life">The person's own key.</param>
    /// <param name="events">Where the events go.</param>
    public void TellSince(long sinceMs, LifeSoFar soFar, int winner, RandomKey life, EventSheaf events)
    {
        var person = life.Block(PersonBlock);
        var claimMs = soFar.ClaimMs;
        if (!soFar.HasClaimed)
        {
            if (!tables.Claims.Occurs(person.A))
                return;
            claimMs = Math.Max(sinceMs, _claims.Draw(tables.UnitGap, person.B));
            events.Add(LifeEvent.Claim(claimMs, winner, ChoiceOf(life)));
        }

        if (soFar.LeftFen > 0 || ownMoney != OwnMoneyReading.BesidePacket)
            Shop(winner, soFar.LeftFen, life, person, claimMs, sinceMs, long.MaxValue, events);
    }

    // Returns what may be left in the packet; purchases before the first instant are passed over, those from the second on are not told.
    private long Shop(int winner, long mostFen, RandomKey life, RandomBlock person, long claimMs, long sinceMs, long untilMs, EventSheaf events)
    {
        var personGap = GapOf(person.C);
        if (personGap.IsEndless)
            return mostFen;
        var calendar = tables.Calendar;
        var readyMs = ReadyMs(claimMs, person.D);
        if (readyMs >= calendar.LengthMs)
            return mostFen;
        var units = calendar.UnitsAt(readyMs);
        var since = sinceMs <= spendLeadMs ? 0 : calendar.UnitsAt(sinceMs - spendLeadMs);
        var until = untilMs >= spendLeadMs + calendar.LengthMs ? calendar.TotalUnits : untilMs <= spendLeadMs ? 0 : calendar.UnitsAt(untilMs - spendLeadMs);
        var left = mostFen;
        for (var occasion = FirstOccasionBlock; ; occasion++)
        {
            var chance = life.Block(occasion);
            var gap = personGap.Times(tables.UnitGap.Draw(chance.A));
            if (units >= until || gap >= (ulong)(until - units))
                return left;

            units += (long)gap;
            if (units < since)
                continue;
            var basket = Math.Clamp(tables.BasketFen.Draw(chance.B), 1, LifeEvent.BasketFenMax);
            var topsUp = tables.TopsUp.Occurs(chance.D);
            if (left > 0 || topsUp)
            {
                var timeMs = Math.Max(sinceMs, spendLeadMs + calendar.MsAt(units)); // hours without weight have no length in units
                events.Add(LifeEvent.Purchase(timeMs, winner, MerchantOf(life, occasion, chance.C), basket, topsUp));
                left -= Math.Min(left, basket);
            }

            if (left == 0 && ownMoney == OwnMoneyReading.BesidePacket)
                return left;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MeanGap GapOf(ulong word)
    {
        var rate = tables.PersonRate.Draw(word);
        return rate > 0 ? MeanGap.Of(tables.MeanGapUnits, rate) : MeanGap.Endless;
    }

    // From the opening of the spend window.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ReadyMs(long claimMs, ulong word) => Math.Max(claimMs, spendLeadMs) - spendLeadMs + tables.ReadinessMs(word);

    private WalletChoice ChoiceOf(RandomKey life)
    {
        var block = life.Block(WalletBlock);
        return ChoiceOf((ulong)tables.Operators.Draw(block.A), (ulong)tables.Tiers.Draw(block.B), tables.DoubleOffline.Occurs(block.C));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WalletChoice ChoiceOf(ulong operatorNumber, ulong tier, bool isDoubleOffline) =>
        unchecked(new((byte)operatorNumber, (WalletTier)(tier + 1), isDoubleOffline)); // a scenario has fewer than 256 of both

    // Online platforms are numbered after the merchants in store.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int MerchantOf(RandomKey life, ulong occasion, ulong word)
    {
        var channel = tables.Channels?.Draw(life.Block(ChannelBlocks | occasion).A) ?? 0;
        return channel == 0 ? tables.Popularity.Draw(word) : tables.Popularity.Count + channel - 1;
    }
}
