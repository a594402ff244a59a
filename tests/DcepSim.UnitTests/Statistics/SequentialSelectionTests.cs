using DcepSim.Statistics.Sampling;
using DcepSim.Statistics.Selection;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Statistics;

public class SequentialSelectionTests
{
    private static readonly QuantileTable Normal = QuantileTable.From(QuantileFunction.Normal(0, 1), 30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_best_design_is_selected_at_least_as_often_as_promised(bool shared)
    {
        var (correct, total, races) = (0, 0L, TestScale.Of(2_000));
        for (var r = 0; r < races; r++)
        {
            var (best, runs) = Race([0, 0, 0, 0.5, 0], 0.5, RandomKey.FromSeed(80).Child((ulong)r), shared); // the slippage configuration: the hardest
            correct += best == 3 ? 1 : 0;
            total += runs;
        }

        Assert.InRange(correct / (double)races, 0.90, 1);
        Assert.True(total / races >= 50);
    }

    [Fact]
    public void Sharing_chance_between_designs_saves_runs()
    {
        var (alone, together) = (0L, 0L);
        for (var r = 0; r < 30; r++)
        {
            alone += Race([0, 0.3, 0.5], 0.2, RandomKey.FromSeed(81).Child((ulong)r), shared: false).Runs;
            together += Race([0, 0.3, 0.5], 0.2, RandomKey.FromSeed(81).Child((ulong)r), shared: true).Runs;
        }

        Assert.True(together * 3 < alone, $"{together} against {alone}");
    }

    [Fact]
    public void Designs_far_behind_fall_at_the_first_look_and_equals_end_by_the_last()
    {
        var selection = new SequentialSelection(3, 1, 0.95, 20);
        double[] Runs(double mean) => [.. Enumerable.Range(0, 20).Select(r => mean + (r % 2 == 0 ? 0.01 : -0.01))];
        var result = selection.Look([Runs(0), Runs(9), Runs(9)]);
        Assert.Equal((1, 20, 20), (result.Best, result.EliminatedAt[0], result.RunsNeeded));
        Assert.Equal([1, 2], result.Alive);
        Assert.Throws<ArgumentException>(() => selection.Look([Runs(0), Runs(1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequentialSelection(3, 0));
    }

    private static (int? Best, int Runs) Race(double[] means, double zone, RandomKey key, bool shared)
    {
        var selection = new SequentialSelection(means.Length, zone, 0.9, 10);
        var outputs = means.Select(_ => new List<double>()).ToArray();
        var target = selection.FirstStageRuns;
        IEnumerable<int> alive = Enumerable.Range(0, means.Length);
        while (true)
        {
            foreach (var i in alive)
            {
                while (outputs[i].Count < target)
                    outputs[i].Add(means[i] + Math.ScaleB(Normal.Draw(Chance(i, outputs[i].Count)), -30) + (shared ? 0.1 * Math.ScaleB(Normal.Draw(Own(i, outputs[i].Count)), -30) : 0));
            }

            var result = selection.Look(outputs);
            if (result.Best is not null)
                return (result.Best, outputs.Sum(o => o.Count));
            (alive, target) = (result.Alive, result.RunsNeeded);
        }

        ulong Chance(int design, int run) => key.Child(shared ? 0UL : (ulong)design).Word((ulong)run);
        ulong Own(int design, int run) => key.Child(1000UL + (ulong)design).Word((ulong)run);
    }
}
