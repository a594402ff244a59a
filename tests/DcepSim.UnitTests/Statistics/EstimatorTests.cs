using DcepSim.Statistics.Estimation;
using DcepSim.Statistics.Sampling;

namespace DcepSim.UnitTests.Statistics;

public class EstimatorTests
{
    [Fact]
    public void Wilsons_interval_is_the_published_one()
    {
        // Newcombe (1998), table I, Wilson score without continuity correction.
        Near(Proportion.Wilson(81, 263), 0.2553, 0.3662);
        Near(Proportion.Wilson(15, 148), 0.0624, 0.1605);
        Near(Proportion.Wilson(0, 20), 0.0000, 0.1611);
        Near(Proportion.Wilson(1, 29), 0.0061, 0.1718);
        Assert.Equal(1, Proportion.Wilson(20, 20).High);
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(3, 2));

        static void Near(IntervalEstimate interval, double low, double high)
        {
            Assert.Equal(low, interval.Low, 5e-5);
            Assert.Equal(high, interval.High, 5e-5);
        }
    }

    [Fact]
    public void Quantiles_follow_type_7()
    {
        double[] values = [9, 1, 4, 2];
        Assert.Equal([1, 1.75, 3, 5.25, 9], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(p => Quantile.Of(values, p)));
        Assert.Equal([9, 1, 4, 2], values);
        Assert.Throws<ArgumentException>(() => Quantile.Of([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of(values, 1.1));
    }

    [Fact]
    public void A_bootstrap_repeats_under_its_key_and_agrees_with_Student_on_a_mean()
    {
        var table = QuantileTable.From(QuantileFunction.Normal(10, 2), 30);
        var words = new KeyedWords(RandomKey.FromSeed(20));
        var values = Enumerable.Range(0, 400).Select(_ => Math.ScaleB(table.Draw(words.Next()), -30)).ToArray();
        var student = RunEstimator.FromRuns(values);
        foreach (var interval in new[] { Bootstrap.Percentile(values, Mean, 2000, RandomKey.FromSeed(1)), Bootstrap.Bca(values, Mean, 2000, RandomKey.FromSeed(1)) })
        {
            Assert.Equal(student.Mean, interval.Value, 1e-12);
            Assert.Equal(student.MeanLow!.Value, interval.Low, 0.03);
            Assert.Equal(student.MeanHigh!.Value, interval.High, 0.03);
        }

        Assert.Equal(Bootstrap.Bca(values, Mean, 500, RandomKey.FromSeed(2)), Bootstrap.Bca(values, Mean, 500, RandomKey.FromSeed(2)));
        Assert.NotEqual(Bootstrap.Bca(values, Mean, 500, RandomKey.FromSeed(2)), Bootstrap.Bca(values, Mean, 500, RandomKey.FromSeed(3)));
        Assert.Equal(7, Bootstrap.Bca([7, 7, 7], Mean, 100, default).High);
        Assert.Throws<ArgumentException>(() => Bootstrap.Percentile([1], Mean, 100, default));
    }

    [Fact]
    public void The_corrected_bootstrap_covers_a_skewed_variance_better_than_the_percentile_one()
    {
        var table = QuantileTable.From(QuantileFunction.Exponential(1), 30);
        var (percentile, corrected) = (0, 0);
        var values = new double[60];
        for (var r = 0; r < 400; r++)
        {
            var words = new KeyedWords(RandomKey.FromSeed(21).Child((ulong)r));
            for (var i = 0; i < values.Length; i++)
                values[i] = Math.ScaleB(table.Draw(words.Next()), -30);
            percentile += Covers(Bootstrap.Percentile(values, Variance, 400, RandomKey.FromSeed(r))) ? 1 : 0;
            corrected += Covers(Bootstrap.Bca(values, Variance, 400, RandomKey.FromSeed(r))) ? 1 : 0;
        }

        Assert.InRange(corrected, percentile + 8, 380); // both undercover with 60 values; by the corrections less

        static bool Covers(IntervalEstimate interval) => interval.Low <= 1 && 1 <= interval.High;

        static double Variance(ReadOnlySpan<double> x)
        {
            double sum = 0, squares = 0;
            foreach (var v in x)
                (sum, squares) = (sum + v, squares + (v * v));
            return (squares - (sum * sum / x.Length)) / (x.Length - 1);
        }
    }

    [Fact]
    public void Concentration_measures_give_their_known_answers()
    {
        Assert.Equal(0, Concentration.Gini([5, 5, 5, 5]), 1e-15);
        Assert.Equal(0.75, Concentration.Gini([0, 0, 0, 8]), 1e-15);
        Assert.Equal(0.25, Concentration.Gini([1, 2, 3, 4]), 1e-15);
        Assert.Equal(0.3, Concentration.Hhi([1, 2, 3, 4]), 1e-15);
        Assert.Equal(1, Concentration.Hhi([0, 0, 8]), 1e-15);
        Assert.Equal(0.7, Concentration.TopShare([1, 4, 2, 3], 2), 1e-15);
        Assert.Equal(1, Concentration.TopShare([1, 4], 9), 1e-15);
        Assert.Equal([0, 0.1, 0.3, 0.6, 1], Concentration.Lorenz([4, 1, 3, 2], 4).Select(p => Math.Round(p, 12)));
        Assert.Equal(0.3, Concentration.Lorenz([1, 3, 1], 2)[1], 1e-12); // the poorest member and half of the next
        Assert.Equal((0.0, 0.0, 0.0), (Concentration.Gini([0, 0]), Concentration.Hhi([0, 0]), Concentration.TopShare([0, 0], 1)));
        Assert.Throws<ArgumentException>(() => Concentration.Gini([1, -1]));
        Assert.Throws<ArgumentException>(() => Concentration.Lorenz([], 2));
        Assert.Equal(0.5, Concentration.Gini([0, long.MaxValue]), 1e-15);
    }

    [Fact]
    public void A_fair_draw_passes_the_tests_of_fairness_and_p_values_are_even()
    {
        const int entrants = 3000, draws = 400;
        var (low, high) = (0, 0);
        for (var d = 0; d < draws; d++)
        {
            var winners = Sample(entrants, 1500, RandomKey.FromSeed(30).Child((ulong)d)); // half win: without the correction p would crowd at 1
            var p = DrawFairness.AcrossPlaces(winners, entrants, 7).PValue;
            low += p < 0.1 ? 1 : 0;
            high += p > 0.5 ? 1 : 0;
        }

        Assert.InRange(low / (double)draws, 0.06, 0.145); // 0.1 plus and minus three standard errors
        Assert.InRange(high / (double)draws, 0.425, 0.575);
    }

    [Fact]
    public void An_unfair_draw_is_found_out()
    {
        Assert.True(DrawFairness.AcrossPlaces([.. Enumerable.Range(0, 500)], 1000, 10).PValue < 1e-9);
        Assert.True(DrawFairness.OfOrder([.. Enumerable.Range(0, 50)]).PValue < 1e-9);
        Assert.True(DrawFairness.AcrossGroups([60, 40], [1000, 1000]).PValue < 0.05);
        Assert.True(DrawFairness.OfOrder(Sample(1000, 300, RandomKey.FromSeed(31))).PValue > 0.01);
        Assert.Throws<ArgumentException>(() => DrawFairness.OfOrder([1, 2, 3, 4, 5, 6, 7, 8, 9, 9]));
        Assert.Throws<ArgumentException>(() => DrawFairness.AcrossGroups([3, 0], [2, 5]));
        Assert.Throws<ArgumentException>(() => DrawFairness.AcrossPlaces([7], 7, 2));
    }

    [Fact]
    public void Pearsons_statistic_gives_the_textbook_answer()
    {
        var result = DrawFairness.ChiSquare([22, 24, 38, 30, 46, 44], [1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0]);
        Assert.Equal(15.294117647058824, result.Statistic, 1e-9);
        Assert.Equal(5, result.DegreesOfFreedom);
        Assert.Equal(0.009186, result.PValue, 1e-5);
    }

    [Fact]
    public void An_interval_score_is_the_width_plus_a_fine_for_missing()
    {
        Assert.Equal(4, IntervalScore.Of(8, 12, 0.95, 9), 1e-12);
        Assert.Equal(4 + (40 * 3), IntervalScore.Of(8, 12, 0.95, 15), 1e-9);
        Assert.Equal(4 + (40 * 1), IntervalScore.Of(8, 12, 0.95, 7), 1e-9);
    }

    private static int[] Sample(int entrants, int winners, RandomKey key)
    {
        var words = new KeyedWords(key);
        var places = Enumerable.Range(0, entrants).ToArray();
        for (var i = 0; i < winners; i++)
        {
            var j = i + (int)words.Below((ulong)(entrants - i));
            (places[i], places[j]) = (places[j], places[i]);
        }

        return places[..winners];
    }

    private static double Mean(ReadOnlySpan<double> x) => RunEstimator.FromRuns(x).Mean;
}
