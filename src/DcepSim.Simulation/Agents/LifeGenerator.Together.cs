using DcepSim.Simulation.Scenarios;
using DcepSim.Simulation.Timeline;

namespace DcepSim.Simulation.Agents;

// Many lives side by side: the same decisions from the same blocks as life by life, but the blocks are drawn for all at once, and whoever is out is
// taken from the columns without a jump that the processor would have to guess.
internal sealed partial class LifeGenerator
{
    /// <summary>Adds the events of many lives: those that <see cref="Tell"/> would add for each, in another order, each life's own in its order.</summary>
    /// <param name="first">The first winner's place in the draw; the others follow.</param>
    /// <param name="count">How many, up to <see cref="LifeColumns.Length"/>.</param>
    /// <param name="lives">The key whose children are the people's.</param>
    /// <param name="columns">Has the winners' numbers among the applicants and what they may come to spend.</param>
    /// <param name="events">Where the events go; times count from the opening of claims.</param>
    public void TellTogether(int first, int count, RandomKey lives, LifeColumns columns, EventSheaf events)
    {
        RandomBlocks.Children(lives, columns.Numbers.AsSpan(0, count), columns.Key0, columns.Key1);
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

    private static void DrawFor(int count, ulong block, LifeColumns columns) =>
        RandomBlocks.At(columns.Key0.AsSpan(0, count), columns.Key1, block, columns.A, columns.B, columns.C, columns.D);

    private int KeepClaimants(int first, int count, LifeColumns columns)
    {
        var kept = 0;
        for (var life = 0; life < count; life++)
        {
            var claims = tables.Claims.Occurs(columns.A[life]);
            columns.Winner[kept] = first + life;
            columns.Key0[kept] = columns.Key0[life];
            columns.Key1[kept] = columns.Key1[life];
            columns.DelayWord[kept] = columns.B[life];
            columns.RateWord[kept] = columns.C[life];
            columns.ReadyWord[kept] = columns.D[life];
            columns.LeftFen[kept] = columns.MostFen[life];
            kept += claims ? 1 : 0;
        }

        return kept;
    }

    private int Claim(int claimants, LifeColumns columns, EventSheaf events)
    {
        var calendar = tables.Calendar;
        var kept = 0;
        for (var life = 0; life < claimants; life++)
        {
            var winner = columns.Winner[life];
            var claimMs = _claims.Draw(tables.UnitGap, columns.DelayWord[life]);
            events.Add(LifeEvent.Claim(claimMs, winner, ChoiceOf(columns.A[life], columns.B[life], columns.C[life])));
            if (GapOf(columns.RateWord[life]) is not { IsEndless: false } gap)
                continue;
            var readyMs = ReadyMs(claimMs, columns.ReadyWord[life]);
            columns.Key0[kept] = columns.Key0[life];
            columns.Key1[kept] = columns.Key1[life];
            columns.Winner[kept] = winner;
            columns.LeftFen[kept] = columns.LeftFen[life];
            columns.Gap[kept] = gap.Value;
            if (readyMs < calendar.LengthMs)
                columns.Units[kept++] = calendar.UnitsAt(readyMs);
        }

        return kept;
    }

    private int KeepBeforeClose(int shoppers, LifeColumns columns)
    {
        var until = tables.Calendar.TotalUnits;
        var kept = 0;
        for (var life = 0; life < shoppers; life++)
        {
            var gap = new MeanGap(columns.Gap[life]).Times(tables.UnitGap.Draw(columns.A[life]));
            var units = columns.Units[life];
            columns.Key0[kept] = columns.Key0[life];
            columns.Key1[kept] = columns.Key1[life];
            columns.Winner[kept] = columns.Winner[life];
            columns.LeftFen[kept] = columns.LeftFen[life];
            columns.Gap[kept] = columns.Gap[life];
            columns.Units[kept] = unchecked(units + (long)gap); // of one who is kept it is below the window's length
            columns.B[kept] = columns.B[life];
            columns.C[kept] = columns.C[life];
            columns.D[kept] = columns.D[life];
            kept += gap < (ulong)(until - units) ? 1 : 0;
        }

        return kept;
    }

    private int Buy(int shoppers, ulong occasion, LifeColumns columns, EventSheaf events)
    {
        var calendar = tables.Calendar;
        var beyondPacket = ownMoney != OwnMoneyReading.BesidePacket;
        var kept = 0;
        for (var life = 0; life < shoppers; life++)
        {
            var (winner, units, left) = (columns.Winner[life], columns.Units[life], columns.LeftFen[life]);
            var life0 = columns.Key0[life];
            var life1 = columns.Key1[life];
            var topsUp = tables.TopsUp.Occurs(columns.D[life]);
            if (left > 0 || topsUp)
            {
                var basket = Math.Clamp(tables.BasketFen.Draw(columns.B[life]), 1, LifeEvent.BasketFenMax);
                var merchant = MerchantOf(new(life0, life1), occasion, columns.C[life]);
                events.Add(LifeEvent.Purchase(spendLeadMs + calendar.MsAt(units), winner, merchant, basket, topsUp));
                left -= Math.Min(left, basket);
            }

            columns.Key0[kept] = life0;
            columns.Key1[kept] = life1;
            columns.Winner[kept] = winner;
            columns.LeftFen[kept] = left;
            columns.Gap[kept] = columns.Gap[life];
            columns.Units[kept] = units;
            kept += left > 0 | beyondPacket ? 1 : 0;
        }

        return kept;
    }
}
