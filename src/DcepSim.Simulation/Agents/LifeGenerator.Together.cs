using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DcepSim.Simulation.Scenarios;
using DcepSim.Simulation.Timeline;

namespace DcepSim.Simulation.Agents;

// Many lives side by side: the same decisions from the same blocks as life by life, but each step is taken for all at once, with vectors where it is
// arithmetic, and whoever is out is taken from the columns without a jump that the processor would have to guess.
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
        DrawFor(count, PersonBlock, columns, columns.A, columns.Delay, columns.Rate, columns.ReadyWord);
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
        DrawFor(count, block, columns, columns.A, columns.B, columns.C, columns.D);

    private static void DrawFor(int count, ulong block, LifeColumns columns, ulong* a, ulong* b, ulong* c, ulong* d) => RandomBlocks.At(
        LifeColumns.First(count, columns.Key0),
        LifeColumns.First(count, columns.Key1),
        block,
        LifeColumns.First(count, a),
        LifeColumns.First(count, b),
        LifeColumns.First(count, c),
        LifeColumns.First(count, d));

    private static ulong AllBitsIf(bool condition) => unchecked((ulong)-(long)Unsafe.BitCast<bool, byte>(condition));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int KeepClaimants(int first, int count, LifeColumns columns)
    {
        var claims = tables.Claims;
        unchecked // places in the draw
        {
            for (var life = 0; life < count; life++)
            {
                columns.Winner[life] = (ulong)(first + life);
                columns.LeftFen[life] = (ulong)columns.MostFen[life];
                columns.Stays[life] = AllBitsIf(claims.Occurs(columns.A[life]));
            }
        }

        return columns.KeepClaimants(count);
    }

    private int Claim(int claimants, LifeColumns columns, EventSheaf events)
    {
        tables.PersonRate.DrawAll(LifeColumns.First(claimants, columns.Rate), LifeColumns.Signed(claimants, columns.Rate));
        MeanGaps.Of(tables.MeanGapUnits, LifeColumns.Signed(claimants, columns.Rate), LifeColumns.First(claimants, columns.Gap));
        _claims.DrawAll(tables.UnitGap, claimants, columns.Delay);
        tables.Operators.DrawAll(LifeColumns.First(claimants, columns.A), LifeColumns.Signed(claimants, columns.A));
        tables.Tiers.DrawAll(LifeColumns.First(claimants, columns.B), LifeColumns.Signed(claimants, columns.B));
        AddClaims(claimants, columns, events);
        BeginToShop(claimants, columns);
        return columns.KeepShoppers(claimants);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddClaims(int claimants, LifeColumns columns, EventSheaf events)
    {
        var offline = tables.DoubleOffline;
        ulong* winners = columns.Winner, delays = columns.Delay, operators = columns.A, tiers = columns.B, words = columns.C;
        unchecked // time within a window
        {
            for (var life = 0; life < claimants; life++)
                events.Add(LifeEvent.Claim((long)delays[life], (int)winners[life], ChoiceOf(operators[life], tiers[life], offline.Occurs(words[life]))));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BeginToShop(int claimants, LifeColumns columns)
    {
        var (calendar, leadMs, waits) = (tables.Calendar, spendLeadMs, tables.ReadinessMeanMs > 0);
        ulong* units = columns.Units, stays = columns.Stays, gaps = columns.Gap, delays = columns.Delay, ready = columns.ReadyWord;
        unchecked // time within a window
        {
            for (var life = 0; life < claimants; life++)
            {
                var claimMs = (long)delays[life];
                var readyMs = waits ? ReadyMs(claimMs, ready[life]) : Math.Max(claimMs, leadMs) - leadMs;
                var shops = readyMs < calendar.LengthMs;
                units[life] = (ulong)(shops ? calendar.UnitsAt(readyMs) : 0);
                stays[life] = AllBitsIf(shops & !new MeanGap(gaps[life]).IsEndless);
            }
        }
    }

    private int KeepBeforeClose(int shoppers, LifeColumns columns)
    {
        tables.UnitGap.DrawAll(LifeColumns.First(shoppers, columns.A), LifeColumns.Signed(shoppers, columns.A));
        MeanGaps.Times(LifeColumns.First(shoppers, columns.Gap), LifeColumns.First(shoppers, columns.A));
        MoveOn(shoppers, (ulong)tables.Calendar.TotalUnits, columns.A, columns.Units, columns.Stays);
        return columns.KeepBuyers(shoppers);
    }

    // Of one who stays it is then below the window's length.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveOn(int shoppers, ulong until, ulong* gaps, ulong* units, ulong* stays)
    {
        unchecked // time within a window, of those who stay
        {
            var life = 0;
            if (Vector512.IsHardwareAccelerated)
            {
                for (; life <= shoppers - Vector512<ulong>.Count; life += Vector512<ulong>.Count)
                {
                    var (gap, since) = (Vector512.Load(gaps + life), Vector512.Load(units + life));
                    Vector512.LessThan(gap, Vector512.Create(until) - since).Store(stays + life);
                    (since + gap).Store(units + life);
                }
            }

            for (; life <= shoppers - Vector256<ulong>.Count; life += Vector256<ulong>.Count)
            {
                var (gap, since) = (Vector256.Load(gaps + life), Vector256.Load(units + life));
                Vector256.LessThan(gap, Vector256.Create(until) - since).Store(stays + life);
                (since + gap).Store(units + life);
            }

            for (; life < shoppers; life++)
            {
                stays[life] = AllBitsIf(gaps[life] < until - units[life]);
                units[life] += gaps[life];
            }
        }
    }

    private int Buy(int shoppers, ulong occasion, LifeColumns columns, EventSheaf events)
    {
        tables.BasketFen.DrawAll(LifeColumns.First(shoppers, columns.B), LifeColumns.Signed(shoppers, columns.B));
        tables.Popularity.DrawAll(LifeColumns.First(shoppers, columns.C), LifeColumns.Signed(shoppers, columns.C));
        if (tables.Channels is { } channels)
            MoveOnline(shoppers, occasion, columns, channels);
        tables.Calendar.MsAtAll(LifeColumns.Signed(shoppers, columns.Units), LifeColumns.Signed(shoppers, columns.A));
        AddPurchases(shoppers, columns, events);
        return columns.KeepShoppers(shoppers);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPurchases(int shoppers, LifeColumns columns, EventSheaf events)
    {
        var (topUps, leadMs, beyondPacket) = (tables.TopsUp, spendLeadMs, ownMoney != OwnMoneyReading.BesidePacket);
        ulong* winners = columns.Winner, moments = columns.A, stays = columns.Stays, lefts = columns.LeftFen;
        ulong* baskets = columns.B, merchants = columns.C, words = columns.D;
        unchecked // money and time within a window
        {
            for (var life = 0; life < shoppers; life++)
            {
                var left = (long)lefts[life];
                var topsUp = topUps.Occurs(words[life]);
                if (left > 0 || topsUp)
                {
                    var basket = Math.Clamp((long)baskets[life], 1, LifeEvent.BasketFenMax);
                    events.Add(LifeEvent.Purchase(leadMs + (long)moments[life], (int)winners[life], (int)merchants[life], basket, topsUp));
                    left -= basket;
                    left &= ~(left >> 63); // none where it would be less; a branch would be guessed wrong
                }

                lefts[life] = (ulong)left;
                stays[life] = AllBitsIf(left > 0 | beyondPacket);
            }
        }
    }

    // Online platforms are numbered after the merchants in store.
    private void MoveOnline(int shoppers, ulong occasion, LifeColumns columns, DcepSim.Statistics.Sampling.DiscreteTable channels)
    {
        for (var life = 0; life < shoppers; life++)
        {
            var channel = channels.Draw(new RandomKey(columns.Key0[life], columns.Key1[life]).Block(ChannelBlocks | occasion).A);
            if (channel > 0)
                columns.C[life] = (ulong)(tables.Popularity.Count + channel - 1);
        }
    }
}
