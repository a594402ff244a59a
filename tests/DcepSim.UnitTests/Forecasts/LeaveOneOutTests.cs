using DcepSim.Experiments;
using DcepSim.Forecasts;
using DcepSim.Simulation.Scenarios;

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

    [Fact]
    public async Task What_a_pilot_published_and_what_was_fitted_to_it_moves_nothing_in_its_own_forecast()
    {
        var family = new PilotFamily(RandomKey.FromSeed(2021).Child(1), winners: 100);
        var (first, second) = (family.First(), family.Second());
        var otherwise = first with
        {
            Published = first.Published.SetItems(first.Published.Select(figure => KeyValuePair.Create(figure.Key, figure.Value with { Value = figure.Value.Value * 9 / 10 }))),
            Behaviour = first.Behaviour with
            {
                Claim = first.Behaviour.Claim with { LapseIntercept = first.Behaviour.Claim.LapseIntercept - 0.2 },
                Occasions = first.Behaviour.Occasions with { PerDay = 2 * first.Behaviour.Occasions.PerDay },
                Basket = first.Behaviour.Basket with { MedianYuan = 2 * first.Behaviour.Basket.MedianYuan },
                OwnMoney = first.Behaviour.OwnMoney with { TopUpProbability = first.Behaviour.OwnMoney.TopUpProbability / 2 },
            },
        };

        var (told, again) = (await RunAsync(first, second), await RunAsync(otherwise, second));

        Assert.Equal(told.Pilots[0].Forecast.Metrics, again.Pilots[0].Forecast.Metrics);
        Assert.NotEqual(told.Pilots[0].Figures.Select(figure => figure.Outcome), again.Pilots[0].Figures.Select(figure => figure.Outcome));
        Assert.NotEqual(told.Pilots[1].Forecast.Metrics, again.Pilots[1].Forecast.Metrics);

        static Task<LeaveOneOut> RunAsync(params Scenario[] pilots) => LeaveOneOut.RunAsync(
            pilots, new() { Sets = 2, FitRuns = 1, OtherScales = [] }, new() { Runs = CampaignForecast.DrawsMin }, TestContext.Current.CancellationToken);
    }

    private sealed class Told : IProgress<ExperimentProgress>
    {
        public List<double> Shares { get; } = [];

        public void Report(ExperimentProgress value) => Shares.Add((double)value.RunsDone / value.Runs);
    }
}
