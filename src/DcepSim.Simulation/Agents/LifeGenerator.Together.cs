using DcepSim.Simulation.Scenarios;
using DcepSim.Simulation.Timeline;

namespace DcepSim.Simulation.Agents;

// Many lives side by side: the same decisions from the same blocks as life by life, but the blocks are drawn for all at once, and whoever is out is
// taken from the columns without a jump that the processor would have to guess.
internal sealed unsafe partial class LifeGenerator
{
    /// <summary>Adds the events of many lives: those that <see cref="Tell"/> would add for each, in another order, each life's own in its order.</summary>
    /// <param name="first">The first winner's place in the draw; the others follow.</param>
    /// <param name="count">How many, up to <see cref="LifeColumns.Length"/>.</param>
    /// <param name="lives">The key whose children are the people's.</param>
    /// <param name="columns">Has the winners' numbers among the applicants and what they may come to spend.</param>
    /// <param name="events">Where the events go; times count from the opening of claims.</param>
    public void TellTogether(int first, int count, RandomKey lives, LifeColumns columns, EventSheaf events)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LifeColumns.Length);
        RandomBlocks.Children(
            lives, columns.Numbers.AsSpan(0, count), LifeColumns.First(count, columns.Key0), LifeColumns.First(count, columns.Key1));
        DrawFor(count, PersonBlock, columns);
        var claimants = KeepClaimants(first, count, columns);
        DrawFor(claimants, WalletBlock, columns);
        var shoppers = Claim(claimants, columns, events);
        for (var occasion = FirstOccasionBlock; shoppers > 0; occasion++)
        {
            DrawFor(shoppers, occasion, columns);
            shoppers = KeepBeforeClose(shoppers, columns);
            shoppers = Buy(shoppers, occasion, columns, events);
        }
    }

    private static void DrawFor(int count, ulong block, LifeColumns columns) => RandomBlocks.At(
        LifeColumns.First(count, columns.Key0),
        LifeColumns.First(count, columns.Key1),
        block,
        LifeColumns.First(count, columns.A),
        LifeColumns.First(count, columns.B),
        LifeColumns.First(count, columns.C),
        LifeColumns.First(count, columns.D));

    private int KeepClaimants(int first, int count, LifeColumns columns)
    {
        var claims = tables.Claims;
        ulong* key0 = columns.Key0, key1 = columns.Key1;
        int* winner = columns.Winner;
        ulong* a = columns.A, b = columns.B, c = columns.C, d = columns.D;
        ulong* delay = columns.DelayWord, rate = columns.RateWord, ready = columns.ReadyWord;
        var most = columns.MostFen;
        long* left = columns.LeftFen;
        var kept = 0;
        unchecked // places in columns, and money and time within a window
        {
            for (var life = 0; life < count; life++)
            {
                winner[kept] = first + life;
                key0[kept] = key0[life];
                key1[kept] = key1[life];
                delay[kept] = b[life];
                rate[kept] = c[life];
                ready[kept] = d[life];
                left[kept] = most[life];
                kept += claims.Occurs(a[life]) ? 1 : 0;
            }
        }

        return kept;
    }

    private int Claim(int claimants, LifeColumns columns, EventSheaf events)
    {
        var calendar = tables.Calendar;
        ulong* key0 = columns.Key0, key1 = columns.Key1;
        int* winners = columns.Winner;
        ulong* a = columns.A, b = columns.B, c = columns.C;
        ulong* gaps = columns.Gap;
        long* units = columns.Units, left = columns.LeftFen;
        var kept = 0;
        unchecked // places in columns, and money and time within a window
        {
            for (var life = 0; life < claimants; life++)
            {
                var winner = winners[life];
                var claimMs = _claims.Draw(tables.UnitGap, columns.DelayWord[life]);
                events.Add(LifeEvent.Claim(claimMs, winner, ChoiceOf(a[life], b[life], c[life])));
                var gap = GapOf(columns.RateWord[life]);
                if (gap.IsEndless)
                    continue;
                var readyMs = ReadyMs(claimMs, columns.ReadyWord[life]);
                key0[kept] = key0[life];
                key1[kept] = key1[life];
                winners[kept] = winner;
                left[kept] = left[life];
                gaps[kept] = gap.Value;
                if (readyMs < calendar.LengthMs)
                    units[kept++] = calendar.UnitsAt(readyMs);
            }
        }

        return kept;
    }

    private int KeepBeforeClose(int shoppers, LifeColumns columns)
    {
        var until = tables.Calendar.TotalUnits;
        var unitGap = tables.UnitGap;
        ulong* key0 = columns.Key0, key1 = columns.Key1;
        int* winner = columns.Winner;
        ulong* a = columns.A, b = columns.B, c = columns.C, d = columns.D;
        ulong* gaps = columns.Gap;
        long* units = columns.Units, left = columns.LeftFen;
        var kept = 0;
        unchecked // places in columns, and money and time within a window
        {
            for (var life = 0; life < shoppers; life++)
            {
                var gap = new MeanGap(gaps[life]).Times(unitGap.Draw(a[life]));
                var since = units[life];
                key0[kept] = key0[life];
                key1[kept] = key1[life];
                winner[kept] = winner[life];
                left[kept] = left[life];
                gaps[kept] = gaps[life];
                units[kept] = since + (long)gap; // of one who is kept it is below the window's length
                b[kept] = b[life];
                c[kept] = c[life];
                d[kept] = d[life];
                kept += gap < (ulong)(until - since) ? 1 : 0;
            }
        }

        return kept;
    }

    private int Buy(int shoppers, ulong occasion, LifeColumns columns, EventSheaf events)
    {
        var calendar = tables.Calendar;
        var beyondPacket = ownMoney != OwnMoneyReading.BesidePacket;
        ulong* key0 = columns.Key0, key1 = columns.Key1;
        int* winners = columns.Winner;
        ulong* gaps = columns.Gap;
        long* units = columns.Units, lefts = columns.LeftFen;
        var kept = 0;
        unchecked // places in columns, and money and time within a window
        {
            for (var life = 0; life < shoppers; life++)
            {
                var (winner, left) = (winners[life], lefts[life]);
                var person = new RandomKey(key0[life], key1[life]);
                var topsUp = tables.TopsUp.Occurs(columns.D[life]);
                if (left > 0 || topsUp)
                {
                    var basket = Math.Clamp(tables.BasketFen.Draw(columns.B[life]), 1, LifeEvent.BasketFenMax);
                    var merchant = MerchantOf(person, occasion, columns.C[life]);
                    events.Add(LifeEvent.Purchase(spendLeadMs + calendar.MsAt(units[life]), winner, merchant, basket, topsUp));
                    left -= Math.Min(left, basket);
                }

                key0[kept] = person.K0;
                key1[kept] = person.K1;
                winners[kept] = winner;
                lefts[kept] = left;
                gaps[kept] = gaps[life];
                units[kept] = units[life];
                kept += left > 0 | beyondPacket ? 1 : 0;
            }
        }

        return kept;
    }
}
