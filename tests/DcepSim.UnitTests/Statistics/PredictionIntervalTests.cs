using DcepSim.Statistics.Estimation;
using DcepSim.Statistics.Sampling;

namespace DcepSim.UnitTests.Statistics;

public class PredictionIntervalTests
{
    private const int Bits = 30;

    // Where p (n + 1) is whole the share is 95 % exactly; three standard errors of the count are 0.33 points.
    [Theory]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(128)]
    [InlineData(400)]
    public void One_more_draw_falls_inside_as_often_as_the_level_says(int draws)
    {
        const int Repetitions = 40_000;
        var table = QuantileTable.From(QuantileFunction.LogNormal(0, 1), Bits);
        var words = new KeyedWords(RandomKey.FromSeed(1941).Child((ulong)draws));
        var values = new double[draws];
        var inside = 0;
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            foreach (ref var value in values.AsSpan())
                value = table.Draw(words.Next());
            var interval = PredictionInterval.FromDraws(values);
            var next = table.Draw(words.Next());
            inside += next >= interval.Low && next <= interval.High ? 1 : 0;
        }

        Assert.InRange((double)inside / Repetitions, 0.9467, 0.9533);
    }

    [Fact]
    public void The_ends_of_the_fewest_draws_are_the_least_and_the_greatest()
    {
        var draws = Enumerable.Range(0, 39).Select(place => (double)(place * 7 % 39)).ToArray();
        var interval = PredictionInterval.FromDraws(draws);
        Assert.Equal(new IntervalEstimate(19, 0, 38, 0.95, EstimatorNames.PredictionInterval), interval);
        Assert.Equal(9, PredictionInterval.FromDraws([.. Enumerable.Range(0, 399).Select(place => (double)place)]).Low, 1e-9);
        Assert.Throws<ArgumentException>(() => PredictionInterval.FromDraws(draws.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => PredictionInterval.FromDraws([.. draws, double.NaN]));
        Assert.Throws<ArgumentException>(() => PredictionInterval.FromDraws([.. draws, double.PositiveInfinity]));
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.8, 9)]
    [InlineData(0.9, 19)]
    [InlineData(0.95, 39)]
    [InlineData(0.99, 199)]
    public void A_level_has_a_fewest_number_of_draws(double level, int least) => Assert.Equal(least, PredictionInterval.LeastDraws(level));

    [Fact]
    public void A_level_lies_between_nothing_and_certainty()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionInterval.LeastDraws(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionInterval.FromDraws([1, 2, 3], 0));
    }
}
