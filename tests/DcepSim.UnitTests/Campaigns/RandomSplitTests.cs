using DcepSim.Campaigns;

namespace DcepSim.UnitTests.Campaigns;

public sealed class RandomSplitTests
{
    [Fact]
    public void The_parts_sum_to_the_money_to_the_fen_and_each_is_at_least_a_fen()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var money = Amount.FromFen(7 + (37 * seed));
            var parts = RandomSplit.Of(money, 7, RandomKey.FromSeed(seed));
            Assert.Equal(money.Fen, parts.Sum(part => part.Fen));
            Assert.All(parts, part => Assert.True(part.Fen >= 1));
        }
    }

    [Fact]
    public void Every_place_gets_the_same_on_average()
    {
        const int Splits = 20_000;
        var sums = new double[4];
        for (var seed = 0; seed < Splits; seed++)
        {
            var parts = RandomSplit.Of(Amount.FromYuan(40), 4, RandomKey.FromSeed(seed));
            for (var place = 0; place < 4; place++)
                sums[place] += parts[place].Fen;
        }

        Assert.All(sums, sum => Assert.InRange(sum / Splits, 985, 1_015)); // mean 1,000 fen, standard error below 6
    }

    [Fact]
    public void One_part_is_all_and_less_than_a_fen_each_is_refused()
    {
        Assert.Equal([Amount.FromYuan(3)], RandomSplit.Of(Amount.FromYuan(3), 1, RandomKey.FromSeed(1)));
        Assert.Equal([1L, 1, 1], RandomSplit.Of(Amount.FromFen(3), 3, RandomKey.FromSeed(1)).Select(part => part.Fen));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomSplit.Of(Amount.FromFen(2), 3, RandomKey.FromSeed(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomSplit.Of(Amount.FromFen(2), 0, RandomKey.FromSeed(1)));
    }
}
