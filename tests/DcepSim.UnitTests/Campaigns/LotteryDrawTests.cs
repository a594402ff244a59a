using DcepSim.Campaigns;
using MathNet.Numerics.Distributions;

namespace DcepSim.UnitTests.Campaigns;

public class LotteryDrawTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(7, 0)]
    [InlineData(10, 10)]
    [InlineData(101, 100)]
    [InlineData(1_003, 1)]
    [InlineData(10_001, 37)]
    [InlineData(50_002, 25_000)]
    public void The_winners_are_the_entrants_with_the_smallest_words_in_that_order(int entrants, int places)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var key = RandomKey.FromSeed(seed);
            Assert.Equal(BySortingEveryone(entrants, places, key), LotteryDraw.Winners(entrants, places, key));
        }
    }

    [Fact]
    public void A_draw_of_the_size_of_Luohu_gives_the_known_answer()
    {
        var winners = LotteryDraw.Winners(1_913_847, 50_000, RandomKey.FromSeed(20201011));

        // Worked out by a separate program in another language that sorts all words.
        Assert.Equal([1116419, 516917, 1892642, 298871, 139012, 976449, 1618866, 1377410], winners[..8]);
        Assert.Equal([528374, 1725986, 1404944], winners[^3..]);
        Assert.Equal(47_790_520_493, winners.Sum(winner => (long)winner));
        Assert.Equal(50_000, winners.Length);
    }

    [Fact]
    public void More_places_only_lengthen_the_row_of_winners()
    {
        var key = RandomKey.FromSeed(7);
        Assert.Equal(LotteryDraw.Winners(5_000, 50, key), LotteryDraw.Winners(5_000, 500, key)[..50]);
    }

    [Fact]
    public void Equal_words_go_to_the_smaller_index()
    {
        ulong[] words = [5, 1, 5, 1, 5, 0];
        int[] entrants = [9, 8, 2, 4, 7, 6];

        PrioritySort.SortEven(words, entrants, 5);

        Assert.Equal([6, 4, 8, 2, 7, 9], entrants);
    }

    [Theory]
    [InlineData(0, ulong.MaxValue)]
    [InlineData(1, 0)]
    [InlineData(2_000, 0)]
    [InlineData(2_000, 3)]
    [InlineData(2_000, 1_000)]
    [InlineData(5_000, ulong.MaxValue / 40)]
    [InlineData(5_000, ulong.MaxValue)]
    public void Words_are_sorted_however_they_are_spread(int count, ulong highest)
    {
        var key = RandomKey.FromSeed(count);
        var entrants = Enumerable.Range(0, count).OrderBy(entrant => key.Word((ulong)entrant)).ToArray();
        foreach (var scale in new[] { 1, 1e-3, 1e-12 })
        {
            var words = entrants.Select(entrant => Math.Min(highest, (ulong)(scale * (key.Word(1_000_000UL + (ulong)entrant) % Math.Max(highest, 1))))).ToArray();
            var expected = words.Zip(entrants).OrderBy(pair => pair.First).ThenBy(pair => pair.Second).ToArray();
            var sorted = entrants.ToArray();

            PrioritySort.SortEven(words, sorted, highest);

            Assert.Equal(expected, words.Zip(sorted));
        }
    }

    [Fact]
    public void A_negative_number_of_entrants_or_places_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("entrants", () => LotteryDraw.Winners(-1, 1, default));
        Assert.Throws<ArgumentOutOfRangeException>("places", () => LotteryDraw.Winners(1, -1, default));
    }

    // The keys are fixed, so these two tests always give the same answer; a fair draw would fail one for a fraction FalseAlarm of all choices of keys.
    private const double FalseAlarm = 1e-6;

    [Theory]
    [InlineData(20, 5, 4_000)]
    [InlineData(33, 30, 2_000)]
    public void Every_entrant_wins_equally_often(int entrants, int places, int draws)
    {
        var wins = new int[entrants];
        for (var draw = 0; draw < draws; draw++)
        {
            foreach (var winner in LotteryDraw.Winners(entrants, places, RandomKey.FromSeed(99).Child((ulong)draw)))
                wins[winner]++;
        }

        // Wins of one draw add up to the places, so the usual statistic is scaled to follow chi-squared with entrants − 1 degrees exactly in its mean.
        var share = (double)places / entrants;
        var statistic = wins.Sum(won => Math.Pow(won - (draws * share), 2)) / (draws * share * (1 - share)) * (entrants - 1) / entrants;
        Assert.InRange(statistic, ChiSquared.InvCDF(entrants - 1, FalseAlarm / 2), ChiSquared.InvCDF(entrants - 1, 1 - (FalseAlarm / 2)));
    }

    [Fact]
    public void Every_order_of_the_first_two_places_is_equally_likely()
    {
        const int Entrants = 9;
        const int Draws = 20_000;
        var pairs = new int[Entrants * Entrants];
        for (var draw = 0; draw < Draws; draw++)
        {
            var winners = LotteryDraw.Winners(Entrants, 2, RandomKey.FromSeed(5).Child((ulong)draw));
            pairs[(winners[0] * Entrants) + winners[1]]++;
        }

        const int Cells = Entrants * (Entrants - 1);
        const double Expected = (double)Draws / Cells;
        var offDiagonal = Enumerable.Range(0, pairs.Length).Where(cell => cell / Entrants != cell % Entrants);
        var statistic = offDiagonal.Sum(cell => Math.Pow(pairs[cell] - Expected, 2) / Expected);
        Assert.InRange(statistic, ChiSquared.InvCDF(Cells - 1, FalseAlarm / 2), ChiSquared.InvCDF(Cells - 1, 1 - (FalseAlarm / 2)));
        Assert.Equal(Draws, pairs.Sum());
    }

    private static int[] BySortingEveryone(int entrants, int places, RandomKey key) =>
        [.. Enumerable.Range(0, entrants).OrderBy(entrant => key.Word((ulong)entrant)).ThenBy(entrant => entrant).Take(places)];
}
