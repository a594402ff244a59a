using DcepSim.Statistics.Estimation;

namespace DcepSim.UnitTests.Statistics;

public class BetweenSpreadTests
{
    [Fact]
    public void With_one_unit_the_spread_is_what_was_assumed()
    {
        foreach (var units in new double[][] { [], [7] })
        {
            Assert.Equal(0.6745 * 0.3, BetweenSpread.Quantile(0.3, units, 0.5), 0.002); // the median of a half-normal
            Assert.Equal(1.96 * 0.3, BetweenSpread.Quantile(0.3, units, 0.95), 0.003);
        }
    }

    [Fact]
    public void Units_far_apart_widen_it_and_units_alike_narrow_it()
    {
        var assumed = BetweenSpread.Quantile(0.3, [0], 0.5);

        Assert.True(BetweenSpread.Quantile(0.3, [0, 1.2], 0.5) > 1.5 * assumed);
        Assert.True(BetweenSpread.Quantile(0.3, [0, 0.01], 0.5) < 0.5 * assumed);
        Assert.True(BetweenSpread.Quantile(0.3, [0, 0.01, -0.01, 0.02], 0.5) < BetweenSpread.Quantile(0.3, [0, 0.01], 0.5));
    }

    [Fact]
    public void Many_units_tell_their_spread_themselves()
    {
        double[] units = [.. Enumerable.Range(0, 200).Select(unit => unit % 2 == 0 ? 0.2 : -0.2)];

        Assert.Equal(0.2, BetweenSpread.Quantile(0.3, units, 0.5), 0.01);
    }

    [Fact]
    public void Units_that_lie_apart_as_assumed_are_likelier_than_far_ones()
    {
        Assert.True(BetweenSpread.LogLikelihood(0.2, [0, 0.1]) > Math.Log(3) + BetweenSpread.LogLikelihood(0.2, [0, 0.8]));
        Assert.Equal(BetweenSpread.LogLikelihood(0.2, [1]), BetweenSpread.LogLikelihood(0.2, []));
        Assert.Equal(0, BetweenSpread.Quantile(0, [0, 1], 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetweenSpread.Quantile(-1, [], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetweenSpread.Quantile(1, [], 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetweenSpread.LogLikelihood(0, []));
    }
}
