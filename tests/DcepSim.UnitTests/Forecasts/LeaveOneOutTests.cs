using DcepSim.Experiments;
using DcepSim.Forecasts;

namespace DcepSim.UnitTests.Forecasts;

public class LeaveOneOutTests
{
    [Fact]
    public async Task Progress_goes_on_from_one_pilot_to_the_next()
    {
        var family = new PilotFamily(RandomKey.FromSeed(2021).Child(0), winners: 100);
        var told = new Told();
        await LeaveOneOut.RunAsync(
            [family.First(), family.Second()],
            new() { Sets = 2, FitRuns = 1, OtherScales = [] },
            new() { Runs = CampaignForecast.DrawsMin, Threads = 1, Progress = told },
            TestContext.Current.CancellationToken);

        Assert.Equal(told.Shares.Order(), told.Shares);
        Assert.InRange(told.Shares.First(), 0, 0.1);
        Assert.InRange(told.Shares.Last(), 0.5, 1); // a fit may end before the steps that were planned for it
    }

    private sealed class Told : IProgress<ExperimentProgress>
    {
        public List<double> Shares { get; } = [];

        public void Report(ExperimentProgress value) => Shares.Add((double)value.RunsDone / value.Runs);
    }
}
