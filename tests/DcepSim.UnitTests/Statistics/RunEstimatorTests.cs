using DcepSim.Statistics.Estimation;
using DcepSim.Statistics.Sampling;
using MathNet.Numerics.Distributions;

namespace DcepSim.UnitTests.Statistics;

public class RunEstimatorTests
{
    private const int Repetitions = 10_000;

    [Fact]
    public void Three_runs_give_the_textbook_numbers()
    {
        var estimate = RunEstimator.FromRuns([10, 12, 17]);
        var t = 0.95 * Math.Sqrt(2 / (1 - (0.95 * 0.95))); // Student with 2 degrees of freedom has a closed form
        Assert.Equal(13, estimate.Mean);
        Assert.Equal(Math.Sqrt(13), estimate.Sd!.Value, 1e-14);
        Assert.Equal(13 - (t * Math.Sqrt(13.0 / 3)), estimate.MeanLow!.Value, 1e-10);
        Assert.Equal(13 + (t * Math.Sqrt(13.0 / 3)), estimate.MeanHigh!.Value, 1e-10);
        Assert.Equal(13 - (t * Math.Sqrt(13 * 4 / 3.0)), estimate.RunLow!.Value, 1e-10);
        Assert.Equal(13 + (t * Math.Sqrt(13 * 4 / 3.0)), estimate.RunHigh!.Value, 1e-10);
        Assert.Equal((3, 0.95), (estimate.Runs, estimate.Level));
    }

    [Fact]
    public void One_run_has_a_mean_and_no_ranges()
    {
        var estimate = RunEstimator.FromRuns([47573]);
        Assert.Equal(new Estimate(47573, null, null, null, null, null, 0.95, 1), estimate);
    }

    [Fact]
    public void Equal_large_values_have_no_spread_at_all()
    {
        var estimate = RunEstimator.FromRuns([1913847.1, 1913847.1, 1913847.1, 1913847.1, 1913847.1]);
        Assert.Equal(0, estimate.Sd);
        Assert.Equal(estimate.Mean, estimate.MeanLow);
    }

    [Theory]
    [InlineData(1, 0.95)]
    [InlineData(1, 0.999)]
    [InlineData(2, 0.5)]
    [InlineData(19, 0.95)]
    [InlineData(199, 0.99)]
    [InlineData(100_000, 0.95)]
    public void Critical_values_put_the_stated_probability_inside(int df, double level)
    {
        double[] values = new double[df + 1];
        values[0] = 1;
        var estimate = RunEstimator.FromRuns(values, level);
        var t = estimate.MeanHalfWidth!.Value / (estimate.Sd!.Value / Math.Sqrt(df + 1));
        Assert.Equal(level, StudentT.CDF(0, 1, df, t) - StudentT.CDF(0, 1, df, -t), 1e-9);
    }

    [Fact]
    public void Values_that_make_no_estimate_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RunEstimator.FromRuns([]));
        Assert.Throws<ArgumentException>(() => RunEstimator.FromRuns([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RunEstimator.FromRuns([1, 2], 1));
        Assert.Throws<ArgumentException>(() => RunEstimator.FromPairs([1, 2], [1]));
    }

    [Fact]
    public void Pairs_that_share_their_chance_are_compared_run_by_run()
    {
        var estimate = RunEstimator.FromPairs([1, 5, 9], [2, 6, 11]);
        Assert.Equal(4.0 / 3, estimate.Mean, 1e-14);
        Assert.Equal(Math.Sqrt(1.0 / 3), estimate.Sd!.Value, 1e-14);
    }

    // Skewness 2 (exponential) needs some 200 runs before Student's interval covers 94.5 %; skewness 1 (gamma of shape 4) needs 100.
    [Theory]
    [InlineData(1.0, 200)]
    [InlineData(4.0, 100)]
    public void The_interval_of_the_mean_covers_a_skewed_models_mean_as_often_as_it_says(double shape, int runs)
    {
        var values = new double[runs];
        var (covered, ranged) = (0, 0);
        var table = QuantileTable.From(QuantileFunction.Gamma(shape, 1), 30);
        for (var r = 0; r < Repetitions; r++)
        {
            var words = new KeyedWords(RandomKey.FromSeed(95).Child((ulong)r));
            Fill(values, table, ref words);
            var estimate = RunEstimator.FromRuns(values);
            covered += estimate.MeanLow <= 1 && 1 <= estimate.MeanHigh ? 1 : 0;
            var another = Math.ScaleB(table.Draw(words.Next()), -30);
            ranged += estimate.RunLow <= another && another <= estimate.RunHigh ? 1 : 0;
        }

        Tell($"skewness {2 / Math.Sqrt(shape)}, {runs} runs: the interval covered {covered}, the run range {ranged} of {Repetitions}");
        Assert.InRange(covered / (double)Repetitions, 0.94, 0.96);
        Assert.InRange(ranged / (double)Repetitions, 0.94, 0.96); // the run range leans on normality: symmetric limits still hold near 95 % here
    }

    [Theory]
    [InlineData(1.0, 200)]
    [InlineData(4.0, 100)]
    public void The_interval_covers_as_often_as_it_says_when_runs_stop_by_precision(double shape, int runsMin)
    {
        var rule = new PrecisionRule(1.96 / Math.Sqrt(shape * 2 * runsMin), runsMin, 20 * runsMin); // asks for about twice the least number
        var (covered, total) = (0, 0L);
        var table = QuantileTable.From(QuantileFunction.Gamma(shape, 1), 30);
        var values = new List<double>();
        for (var r = 0; r < Repetitions; r++)
        {
            var words = new KeyedWords(RandomKey.FromSeed(96).Child((ulong)r));
            values.Clear();
            var estimate = default(Estimate);
            while (rule.RunsNeeded(estimate) is var needed && needed > values.Count)
            {
                while (values.Count < needed)
                    values.Add(Math.ScaleB(table.Draw(words.Next()), -30));
                estimate = RunEstimator.FromRuns(values.ToArray());
            }

            Assert.True(rule.IsMet(estimate));
            covered += estimate.MeanLow <= 1 && 1 <= estimate.MeanHigh ? 1 : 0;
            total += estimate.Runs;
        }

        Tell($"skewness {2 / Math.Sqrt(shape)}, from {runsMin} runs on: the interval covered {covered} of {Repetitions}, after {total / (double)Repetitions:F0} runs in the mean");
        Assert.InRange(covered / (double)Repetitions, 0.94, 0.96);
        Assert.InRange(total / (double)Repetitions / runsMin, 1.8, 2.4);
    }

    [Fact]
    public void A_precision_rule_gives_up_at_its_limit_and_never_divides_by_a_zero_mean()
    {
        var rule = new PrecisionRule(0.01, 2, 50);
        Assert.Equal(2, rule.RunsNeeded(RunEstimator.FromRuns([1])));
        Assert.Equal(50, rule.RunsNeeded(RunEstimator.FromRuns([-1, 1])));
        Assert.Equal(2, rule.RunsNeeded(RunEstimator.FromRuns([0, 0])));
        Assert.Equal(50, rule.RunsNeeded(RunEstimator.FromRuns(Enumerable.Range(0, 50).Select(i => (double)i).ToArray())));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecisionRule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecisionRule(0.01, 10, 9));
    }

    private static void Tell(string found) => TestContext.Current.TestOutputHelper!.WriteLine(found);

    private static void Fill(double[] values, QuantileTable table, ref KeyedWords words)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = Math.ScaleB(table.Draw(words.Next()), -30);
    }

    [Fact]
    public void Sums_of_whole_numbers_give_the_estimate_of_the_values()
    {
        double[] values = [3, 8, 8, 1_000_000_007, 12];
        var expected = RunEstimator.FromRuns(values);

        var found = RunEstimator.FromSums(5, (Int128)values.Sum(), values.Aggregate(Int128.Zero, (sum, value) => sum + ((Int128)value * (Int128)value)));

        Assert.Equal(expected.Mean, found.Mean);
        Assert.Equal(expected.Sd!.Value, found.Sd!.Value, 6);
        Assert.Equal(expected.RunHigh!.Value, found.RunHigh!.Value, 5);
        Assert.Null(RunEstimator.FromSums(1, 7, 49).Sd);
        Assert.Throws<ArgumentOutOfRangeException>(() => RunEstimator.FromSums(2, 10, 1));
    }
}
