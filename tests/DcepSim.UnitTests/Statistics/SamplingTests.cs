using DcepSim.Statistics.Sampling;
using MathNet.Numerics.Distributions;

namespace DcepSim.UnitTests.Statistics;

public class SamplingTests
{
    [Fact]
    public void A_reader_reads_the_words_of_its_key_in_order()
    {
        var key = RandomKey.FromSeed(5);
        var words = new KeyedWords(key);
        for (var i = 0UL; i < 10; i++)
            Assert.Equal(key.Word(i), words.Next());
        Assert.Equal(10UL, words.Count);
    }

    [Fact]
    public void A_copy_of_a_reader_reads_the_same_words_again()
    {
        var words = new KeyedWords(RandomKey.FromSeed(5));
        words.Next();
        var copy = words;
        Assert.Equal(words.Next(), copy.Next());
        Assert.True(words == copy);
    }

    [Theory]
    [InlineData(6UL)]
    [InlineData(1000UL)]
    [InlineData((1UL << 63) + 1)] // nearly every second word is refused
    public void Numbers_below_a_bound_are_equally_likely(ulong bound)
    {
        const int n = 60_000;
        var words = new KeyedWords(RandomKey.FromSeed(7).Child(bound));
        var counts = new long[6];
        for (var i = 0; i < n; i++)
        {
            var value = words.Below(bound);
            Assert.True(value < bound);
            counts[(int)((UInt128)value * 6 / bound)]++;
        }

        var shares = Enumerable.Range(0, 6).Select(k => Share(k, bound)).ToArray();
        Assert.True(ChiSquarePValue(counts, shares, n) > 0.001);
        Assert.Throws<ArgumentOutOfRangeException>(() => words.Below(0));

        static double Share(int k, ulong bound) =>
            (double)(((((UInt128)bound * (UInt128)(k + 1)) + 5) / 6) - ((((UInt128)bound * (UInt128)k) + 5) / 6)) / bound;
    }

    [Fact]
    public void A_chance_is_exact_at_its_ends_and_within_rounding_between()
    {
        Assert.False(Chance.Of(0).Occurs(0));
        Assert.True(Chance.Of(1).Occurs(ulong.MaxValue));
        Assert.Equal(default, Chance.Never);
        Assert.Equal(0.25, Chance.Of(0.25).Probability);
        Assert.True(Chance.Of(0.25).Occurs((1UL << 62) - 1));
        Assert.False(Chance.Of(0.25).Occurs(1UL << 62));
        Assert.Throws<ArgumentOutOfRangeException>(() => Chance.Of(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Chance.Of(1.0000001));
    }

    [Fact]
    public void Things_are_drawn_by_weight()
    {
        const int n = 200_000;
        double[] weights = [5, 0, 1, 3, 0.5, 0.5];
        var table = DiscreteTable.FromWeights(weights, "till");
        var words = new KeyedWords(RandomKey.FromSeed(8));
        var counts = new long[weights.Length];
        for (var i = 0; i < n; i++)
            counts[table.Draw(words.Next())]++;
        Assert.Equal(0, counts[1]);
        var present = Enumerable.Range(0, 6).Where(i => i != 1).ToArray();
        Assert.True(ChiSquarePValue([.. present.Select(i => counts[i])], [.. present.Select(i => weights[i] / 10)], n) > 0.001);
    }

    [Theory]
    [InlineData(3_389, 1.0)]
    [InlineData(100_000, 0.8)]
    [InlineData(1, 1.0)]
    public void The_cells_of_a_popularity_table_carry_exactly_the_shares_asked_for(int count, double exponent)
    {
        var table = DiscreteTable.Zipf(count, exponent, "merchants");
        var total = Enumerable.Range(1, count).Sum(k => Math.Pow(k, -exponent));
        var carried = Carried(table);
        for (var k = 0; k < count; k++)
        {
            Assert.Equal(Math.Pow(k + 1, -exponent) / total, table.ShareOf(k), 1e-12);
            Assert.Equal(table.ShareOf(k), carried[k], 1e-11);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(3_389)]
    public void Draws_for_many_words_are_those_for_each(int count)
    {
        var (table, key) = (DiscreteTable.Zipf(count, 0.8, "merchants"), RandomKey.FromSeed(count));
        var words = Enumerable.Range(0, 50_003).Select(place => key.Word((ulong)place)).ToArray(); // no whole number of vectors
        (words[0], words[1]) = (0, ulong.MaxValue);
        var numbers = new long[words.Length];
        table.DrawAll(words, numbers);
        Assert.Equal(words.Select(word => (long)table.Draw(word)), numbers);
    }

    [Fact]
    public void A_word_at_the_very_end_of_a_cells_own_share_draws_its_other_tenant_for_many_words_as_for_one()
    {
        var table = DiscreteTable.FromWeights([1, 2, 4, 1], "halves");
        ulong[] words = [.. Enumerable.Range(0, 4 * 256).Select(part => (ulong)part << 54)]; // every 256th part of each cell: half of one is among them
        var numbers = new long[words.Length];
        table.DrawAll(words, numbers);
        Assert.Equal(words.Select(word => (long)table.Draw(word)), numbers);
        Assert.Equal([128, 256, 512, 128], Enumerable.Range(0, 4).Select(number => numbers.Count(drawn => drawn == number)));
    }

    [Fact]
    public void Draws_from_an_alias_table_are_these_numbers_on_every_system()
    {
        var table = DiscreteTable.FromWeights([1, 2, 4, 8, 1], "pinned");
        var words = new KeyedWords(RandomKey.FromSeed(1));
        Assert.Equal("2 0 2 3 3 3 3 1 2 3 1 3 3 4 3 2 3 2 3 4 0 2 3 2", string.Join(' ', Enumerable.Range(0, 24).Select(_ => table.Draw(words.Next()))));
        Assert.Equal("bc29ab3db2ac3d2b17fb50cc5d109bd7c0fc616cd039b17efd113c9b4208d5c3", table.Fingerprint);
    }

    [Fact]
    public void Weights_that_make_no_distribution_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DiscreteTable.FromWeights([], "none"));
        Assert.Throws<ArgumentException>(() => DiscreteTable.FromWeights([0, 0], "zero"));
        Assert.Throws<ArgumentException>(() => DiscreteTable.FromWeights([1, -1], "negative"));
        Assert.Throws<ArgumentException>(() => DiscreteTable.FromWeights([1, double.PositiveInfinity], "endless"));
    }

    [Fact]
    public void A_MathNet_sampler_fed_from_a_key_repeats_itself()
    {
        var one = Gamma.Sample(new KeyedRandomSource(RandomKey.FromSeed(4)), 2, 3);
        Assert.Equal(one, Gamma.Sample(new KeyedRandomSource(RandomKey.FromSeed(4)), 2, 3));
        Assert.NotEqual(one, Gamma.Sample(new KeyedRandomSource(RandomKey.FromSeed(5)), 2, 3));
        var source = new KeyedRandomSource(RandomKey.FromSeed(4));
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(source.Next(-3, 3), -3, 2));
    }

    // What a cell gives away is found by asking at its ends: the place where its answer changes, by bisection.
    private static double[] Carried(DiscreteTable table)
    {
        var shares = new double[table.Count];
        var width = Math.ScaleB(1, 64) / table.Count;
        for (var i = 0; i < table.Count; i++)
        {
            var low = (ulong)(((((UInt128)i) << 64) + (UInt128)table.Count - 1) / (UInt128)table.Count);
            var high = (ulong)((((UInt128)(i + 1) << 64) - 1) / (UInt128)table.Count);
            var other = table.Draw(high);
            if (other == i)
            {
                shares[i] += 1.0 / table.Count;
                continue;
            }

            var (from, to) = (low, high);
            if (table.Draw(low) != i)
                to = low;
            while (to > from + 1 && to != low)
            {
                var middle = from + ((to - from) / 2);
                if (table.Draw(middle) == i)
                    from = middle;
                else
                    to = middle;
            }

            var own = (to - low) / width / table.Count;
            shares[i] += own;
            shares[other] += (1.0 / table.Count) - own;
        }

        return shares;
    }

    private static double ChiSquarePValue(long[] counts, double[] shares, int n)
    {
        var statistic = counts.Zip(shares, (c, s) => (c - (n * s)) * (c - (n * s)) / (n * s)).Sum();
        return 1 - ChiSquared.CDF(counts.Length - 1, statistic);
    }
}
