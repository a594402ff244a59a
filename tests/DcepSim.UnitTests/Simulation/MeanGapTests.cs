using DcepSim.Simulation.Agents;

namespace DcepSim.UnitTests.Simulation;

public sealed class MeanGapTests
{
    private const int Draws = 200_000;

    [Fact]
    public void A_mean_gap_is_the_quotient_of_long_division_to_the_last_digit()
    {
        var key = RandomKey.FromSeed(20_201_012);
        for (var draw = 0UL; draw < Draws; draw++)
        {
            var words = key.Block(draw);
            var units = Math.Max(1, (long)(words.A >> (1 + (int)(words.C & 63) % 63)));
            var rate = Math.Max(1, (long)(words.B >> (2 + (int)((words.C >> 8) & 63) % 62)));
            Assert.Equal(Expected(units, rate), MeanGap.Of(units, rate).Value);
        }
    }

    [Theory]
    [InlineData(1L, 1L)]
    [InlineData(long.MaxValue, 1L)]
    [InlineData(long.MaxValue, (1L << 62) - 1)]
    [InlineData(1L, (1L << 62) - 1)]
    [InlineData((1L << 61) - 1, 1L << 32)]
    [InlineData(1L << 61, 1L << 32)]
    [InlineData(1L << 40, (1L << 48) - 1)]
    [InlineData(1L << 40, 1L << 48)]
    [InlineData(2_425_968_343_000L, 3L)]
    public void A_mean_gap_is_exact_at_the_edges_of_the_quick_way(long units, long rate)
    {
        foreach (var near in new[] { -1L, 0L, 1L })
        {
            var beside = Math.Clamp(rate + near, 1, (1L << 62) - 1);
            Assert.Equal(Expected(units, beside), MeanGap.Of(units, beside).Value);
        }
    }

    [Fact]
    public void Mean_gaps_of_many_are_those_of_one_and_who_has_no_rate_has_no_end()
    {
        const int Together = 77; // no whole number of vectors
        var (rates, gaps, draws) = (new long[Together], new ulong[Together], new ulong[Together]);
        for (var round = 0UL; round < Draws / Together; round++)
        {
            var key = RandomKey.FromSeed(20_201_211).Child(round);
            var units = Math.Max(1, (long)(key.Word(0) >> (1 + (int)(key.Word(1) % 63))));
            for (var life = 0; life < Together; life++)
            {
                // Mostly rates of which all of a vector go the quick way; now and then one that does not, none, and less than none.
                var words = key.Block((ulong)life + 1);
                rates[life] = (words.C & 63) == 0 ? (long)(words.A >> 2) : (words.C & 63) == 1 ? 0 : (words.C & 63) == 2 ? -(long)(words.A >> 20) : 1 + (long)(words.A >> (17 + (int)(words.B % 40)));
                draws[life] = words.D >> (1 + (int)(words.C >> 59));
            }

            var products = (ulong[])draws.Clone();
            MeanGaps.Of(units, rates, gaps);
            MeanGaps.Times(gaps, products);

            Assert.Equal(rates.Select(rate => (rate > 0 ? MeanGap.Of(units, rate) : MeanGap.Endless).Value), gaps);
            Assert.Equal(gaps.Zip(draws, (gap, draw) => new MeanGap(gap).Times((long)draw)), products);
        }
    }

    private static ulong Expected(long units, long rate)
    {
        var gap = ((UInt128)(ulong)units << BehaviourTables.UnitBits) / (ulong)rate;
        return gap < ulong.MaxValue ? (ulong)gap : ulong.MaxValue;
    }
}
