using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Timeline;
using DcepSim.Wallets;

namespace DcepSim.UnitTests.Simulation;

public class EventOrderTests
{
    [Fact]
    public void An_event_says_what_it_was_told()
    {
        var choice = new WalletChoice(254, WalletTier.IV, true);

        var claim = LifeEvent.Claim((1L << 36) - 1, (1 << 28) - 1, choice);
        var purchase = LifeEvent.Purchase(0, 7, (1 << 20) - 1, LifeEvent.BasketFenMax, topsUp: true);

        Assert.Equal((true, (1L << 36) - 1, (1 << 28) - 1, choice), (claim.IsClaim, claim.TimeMs, claim.Winner, claim.Choice));
        Assert.Equal(
            (false, 0L, 7, (1 << 20) - 1, LifeEvent.BasketFenMax, true),
            (purchase.IsClaim, purchase.TimeMs, purchase.Winner, purchase.Merchant, purchase.BasketFen, purchase.TopsUp));
        Assert.False(LifeEvent.Purchase(0, 0, 0, 1, topsUp: false).TopsUp);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(22)]
    public void Events_come_in_order_of_time_and_ties_in_order_of_the_draw_and_then_of_the_telling(int stretchBits)
    {
        const int Stretches = 3;
        var sheaves = new[] { new EventSheaf(), new EventSheaf() };
        var told = new List<LifeEvent>();
        var key = RandomKey.FromSeed(stretchBits);
        foreach (var sheaf in sheaves)
            sheaf.Clear(Stretches, stretchBits);
        for (var index = 0; index < 3_000; index++)
        {
            // Few distinct times, so that there are ties between winners and within one winner's telling.
            var timeMs = (long)key.Below(2UL * (ulong)index, 50) * ((Stretches << stretchBits) - 1) / 50;
            var lifeEvent = LifeEvent.Purchase(timeMs, winner: index / 5, merchant: 0, basketFen: index + 1, topsUp: false);
            sheaves[index / 1_500].Add(lifeEvent);
            told.Add(lifeEvent);
        }

        var order = new EventOrder();
        var read = new List<long>();
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            order.Read(sheaves, stretch, stretchBits);
            foreach (ref readonly var lifeEvent in order.Events)
                read.Add(lifeEvent.BasketFen);
        }

        Assert.Equal(told.OrderBy(lifeEvent => lifeEvent.TimeMs).Select(lifeEvent => lifeEvent.BasketFen), read);
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(2, 0)]
    [InlineData(1_000, 0)] // a few in each slot, so that they are straightened and not merged
    [InlineData(40, 1L << 35)]
    public void Winners_written_in_any_order_come_in_order_of_the_draw_also_when_many_fall_on_one_moment_or_after_a_year(int times, long opensMs)
    {
        const int Bits = 16;
        var sheaf = new EventSheaf();
        sheaf.Clear((int)(opensMs >> Bits) + 1, Bits);
        var told = new List<(long TimeMs, int Winner, int Telling)>();
        var key = RandomKey.FromSeed(times);
        for (var telling = 0; telling < 4_000; telling++)
        {
            var (timeMs, winner) = (opensMs + ((long)key.Below(3UL * (ulong)telling, (ulong)times) * ((1 << Bits) / times)), (int)key.Below((3UL * (ulong)telling) + 1, 900));
            sheaf.Add(LifeEvent.Purchase(timeMs, winner, merchant: 0, basketFen: telling + 1, topsUp: false));
            told.Add((timeMs, winner, telling + 1));
        }

        var order = new EventOrder();
        order.Read([sheaf], (int)(opensMs >> Bits), Bits);

        Assert.Equal(told.Order(), order.Events.ToArray().Select(lifeEvent => (lifeEvent.TimeMs, lifeEvent.Winner, (int)lifeEvent.BasketFen)));
    }
}
