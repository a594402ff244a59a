using System.Security.Cryptography;
using DcepSim.Statistics.Sampling;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace DcepSim.UnitTests.Statistics;

public class QuantileTableTests
{
    private const int Bits = 24;

    public static TheoryData<string, double, double> Families => new()
    {
        { "lognormal1", Math.Exp(5.3 + 0.5), (Math.Exp(1) - 1) * Math.Exp(10.6 + 1) },
        { "lognormal2", Math.Exp(1 + 2.0), (Math.Exp(4) - 1) * Math.Exp(2 + 4) },
        { "gamma0.3", 1, 1 / 0.3 },
        { "gamma1.7", 184.2, 184.2 * 184.2 / 1.7 },
        { "exponential", 10, 100 },
        { "normal", -3, 4 },
        { "uniform", 5, 100 / 12.0 },
        { "byInversion", 10, Math.PI * Math.PI / 3 }, // its tails end sooner, where cells are still wide: at words of more digits than a cell's number takes
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Mean_and_variance_of_a_table_are_those_of_its_distribution(string family, double mean, double variance)
    {
        var (tableMean, tableVariance) = Moments(Table(family));
        Assert.InRange(tableMean / mean, 1 - 1e-4, 1 + 1e-4);
        Assert.InRange(tableVariance / variance, 1 - 1e-4, 1 + 1e-4);
    }

    [Fact]
    public void Quantiles_agree_with_MathNet_from_the_middle_to_far_tails()
    {
        foreach (var u in new[] { 1e-9, 1e-4, 0.013, 0.25, 0.4999, 0.5, 0.77, 0.999, 1 - 1e-6, 1 - 1e-10 })
        {
            Near(LogNormal.InvCDF(5.3, 1, u), Table("lognormal1"), u);
            Near(Gamma.InvCDF(1.7, 1.7 / 184.2, u), Table("gamma1.7"), u);
            Near(Exponential.InvCDF(0.1, u), Table("exponential"), u);
            Near(Normal.InvCDF(-3, 2, u), Table("normal"), u);
        }
    }

    [Fact]
    public void Both_tails_reach_to_two_to_the_minus_forty_and_beyond()
    {
        var table = Table("exponential");
        Assert.Equal(10 * 40 * Math.Log(2), Value(table, ulong.MaxValue - (1UL << 24) + 1), 1e-3);
        Assert.Equal(10 * 61 * Math.Log(2), Value(table, ulong.MaxValue), 1e-3);
        Assert.Equal(-3 + (2 * Normal.InvCDF(0, 1, Math.ScaleB(1, -40))), Value(Table("normal"), 1UL << 24), 1e-4);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(1.7)]
    [InlineData(60)]
    [InlineData(10_000)]
    public void Gamma_quantiles_have_their_probability_below_and_above_in_both_tails(double shape)
    {
        var gamma = QuantileFunction.Gamma(shape, shape); // scale 1
        foreach (var t in new[] { 0.5, 0.3, 0.01, 1e-6, 1e-12, 1e-18 })
        {
            Assert.Equal(1, SpecialFunctions.GammaUpperRegularized(shape, gamma.Above(t)) / t, 1e-10);
            var x = gamma.Below(t);
            if (x > 1e-12) // below, MathNet's own function is cut off at zero
                Assert.Equal(1, SpecialFunctions.GammaLowerRegularized(shape, x) / t, 1e-10);
            else if (x > 0) // else below all doubles
                Assert.Equal(1, Math.Exp((shape * Math.Log(x)) - SpecialFunctions.GammaLn(shape + 1)) / t, 1e-10);
        }

        Assert.Equal(gamma.Below(0.5), gamma.Above(0.5), 1e-10 * shape);
    }

    [Fact]
    public void Normal_quantiles_have_their_probability_in_both_tails_on_and_off_the_nodes_of_a_table()
    {
        var normal = QuantileFunction.Normal(0, 1);
        foreach (var t in new[] { 0.5, 0.25, 0.3, 0.01, 1e-6, Math.ScaleB(1, -40), Math.ScaleB(1.0078125, -53), 1e-18 })
        {
            Assert.Equal(1, SpecialFunctions.Erfc(normal.Above(t) / Math.Sqrt(2)) / 2 / t, 1e-11);
            Assert.Equal(-normal.Above(t), normal.Below(t));
        }

        Assert.Equal(-Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * Math.ScaleB(1.5, -20)), normal.Below(Math.ScaleB(1.5, -20)));
        Assert.Equal(-1.959963984540054, normal.Below(0.025), 1e-12);
    }

    [Fact]
    public void Draws_never_decrease_when_the_word_grows()
    {
        var table = Table("gamma0.3");
        var words = new KeyedWords(RandomKey.FromSeed(3));
        var sorted = Enumerable.Range(0, 20_000).Select(i => words.Next() >> (i % 64)).SelectMany(w => new[] { w, ~w }).Order().ToArray();
        for (var i = 1; i < sorted.Length; i++)
            Assert.True(table.Draw(sorted[i - 1]) <= table.Draw(sorted[i]), $"words {sorted[i - 1]:x} and {sorted[i]:x}");
    }

    [Fact]
    public void Keyed_draws_pass_a_Kolmogorov_test_against_the_distribution_function()
    {
        const int n = 100_000;
        var words = new KeyedWords(RandomKey.FromSeed(11).Child("ks"));
        var table = Table("lognormal1");
        var values = Enumerable.Range(0, n).Select(_ => Value(table, words.Next())).Order().ToArray();
        var distance = 0.0;
        for (var i = 0; i < n; i++)
        {
            var f = LogNormal.CDF(5.3, 1, values[i]);
            distance = Math.Max(distance, Math.Max(f - (i / (double)n), ((i + 1) / (double)n) - f));
        }

        Assert.True(distance * Math.Sqrt(n) < 1.95, $"sqrt(n) D = {distance * Math.Sqrt(n)}: 1.95 is the 0.1 % point"); // asymptotic law of the statistic
    }

    [Fact]
    public void Draws_are_these_integers_on_every_system()
    {
        // A table with exactly representable quantiles, so that no mathematical library has a say: u -> 1024 u.
        var table = QuantileTable.From(QuantileFunction.Uniform(0, 1024), 8);
        var words = new KeyedWords(RandomKey.FromSeed(1));
        long[] expected = [.. Enumerable.Range(0, 4).Select(i => (long)(((UInt128)RandomKey.FromSeed(1).Word((ulong)i) + (1UL << 45)) >> 46))];
        Assert.Equal(expected, Enumerable.Range(0, 4).Select(_ => table.Draw(words.Next())));
        Assert.Equal("a54beab7038998bd317d4d22c1b27253ec4dfcba3d03dd5cdb99cf7bc28b0d5b", table.Fingerprint);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Draws_for_many_words_are_those_for_each_far_into_both_tails(string family, double mean, double variance)
    {
        var (table, key) = (Table(family), RandomKey.FromSeed((long)mean + (long)variance));
        var words = new ulong[50_003]; // no whole number of vectors
        for (var place = 0; place < words.Length; place++)
        {
            var word = key.Word((ulong)place) >> (place % 65 == 64 ? 63 : place % 65);
            words[place] = place % 2 == 0 ? word : ~word;
        }

        (words[0], words[1]) = (0, ulong.MaxValue);
        var values = new long[words.Length];
        table.DrawAll(words, values);
        Assert.Equal(words.Select(table.Draw), values);
    }

    [Fact]
    public void The_fingerprint_tells_tables_apart()
    {
        var one = QuantileTable.From(QuantileFunction.Exponential(10), 20, "delay");
        Assert.Equal(one.Fingerprint, QuantileTable.From(QuantileFunction.Exponential(10), 20, "delay").Fingerprint);
        Assert.NotEqual(one.Fingerprint, QuantileTable.From(QuantileFunction.Exponential(10.0001), 20, "delay").Fingerprint);
        Assert.NotEqual(one.Fingerprint, QuantileTable.From(QuantileFunction.Exponential(10), 21, "delay").Fingerprint);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        one.AppendTo(hash);
        Assert.Equal(one.Fingerprint, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void MathNet_distributions_are_taken_by_parameters_and_others_by_inversion()
    {
        var source = new KeyedRandomSource(default);
        Near(LogNormal.InvCDF(1, 0.5, 0.9), QuantileTable.FromDistribution(new LogNormal(1, 0.5, source), Bits, "a"), 0.9);
        Near(Gamma.InvCDF(2, 3, 0.9), QuantileTable.FromDistribution(new Gamma(2, 3, source), Bits, "b"), 0.9);
        Near(Beta.InvCDF(2, 3, 0.9), QuantileTable.FromDistribution(new Beta(2, 3, source), Bits, "c"), 0.9);
        Near(Triangular.InvCDF(0, 4, 1, 0.9), QuantileTable.FromDistribution(u => Triangular.InvCDF(0, 4, 1, u), Bits, "d"), 0.9);
    }

    [Fact]
    public void A_table_that_overflows_or_decreases_is_refused_at_build()
    {
        var overflow = Assert.Throws<ArgumentException>(() => QuantileTable.From(QuantileFunction.LogNormal(5, 4), 40, "basket"));
        Assert.Contains("basket", overflow.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => QuantileTable.FromDistribution(u => 1 - u, 20, "falling"));
        Assert.Throws<ArgumentException>(() => QuantileTable.FromDistribution(_ => double.NaN, 20, "nothing"));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileTable.From(QuantileFunction.Exponential(1), 53));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileFunction.Gamma(0.01, 1));
    }

    private static QuantileTable Table(string family) => QuantileTable.From(
        family switch
        {
            "lognormal1" => QuantileFunction.LogNormal(5.3, 1),
            "lognormal2" => QuantileFunction.LogNormal(1, 2),
            "gamma0.3" => QuantileFunction.Gamma(0.3, 1),
            "gamma1.7" => QuantileFunction.Gamma(1.7, 184.2),
            "exponential" => QuantileFunction.Exponential(10),
            "normal" => QuantileFunction.Normal(-3, 2),
            "byInversion" => QuantileFunction.FromInverse("logistic", u => 10 + Math.Log(u / (1 - u))),
            _ => QuantileFunction.Uniform(0, 10),
        },
        Bits);

    private static double Value(QuantileTable table, ulong word) => Math.ScaleB(table.Draw(word), -table.FractionBits);

    private static void Near(double expected, QuantileTable table, double u) =>
        Assert.Equal(expected, Value(table, (ulong)Math.ScaleB(u, 64)), 1e-6 + (2e-5 * Math.Abs(expected)));

    // Every cell is straight, so Simpson's rule between the ends of cells is exact for the mean and for the mean square.
    private static (double Mean, double Variance) Moments(QuantileTable table)
    {
        double mean = 0, square = 0;
        foreach (var upper in new[] { false, true })
        {
            for (var octave = 0; octave < 56; octave++)
            {
                var width = Math.Max(1UL, 1UL << Math.Max(0, 62 - octave - 7));
                for (var start = 1UL << (62 - octave); start < 1UL << (63 - octave); start += width)
                {
                    var (a, b, c) = (At(start), At(start + (width / 2)), At(start + width - 1));
                    var weight = Math.ScaleB(width, -64) / 6;
                    mean += weight * (a + (4 * b) + c);
                    square += weight * ((a * a) + (4 * b * b) + (c * c));
                }
            }

            double At(ulong tail) => Value(table, upper ? ~tail : tail);
        }

        return (mean, square - (mean * mean));
    }
}
