using DcepSim.Calibration;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Calibration;

public class CampaignFitTests
{
    private static readonly string[] FittedFields =
        ["behaviour.occasions.perDay", "behaviour.basket.medianYuan", "behaviour.ownMoney.topUpProbability"];

    [Fact]
    public async Task A_fit_finds_the_parameters_that_made_the_figures()
    {
        var truth = TinyScenarios.Lottery(3_000);
        var made = await Campaign.RunAsync(truth, runs: 4, seed: 9, cancellation: TestContext.Current.CancellationToken);
        var figures = new[] { Metric.Claimed, Metric.Payments, Metric.Redeemed, Metric.OwnMoney }.ToDictionary(
            metric => metric.Name,
            metric => new PublishedFigure((long)Math.Round(made.Metrics[metric].Estimate.Mean), FigureRole.Fitted, "made for this test"));
        var behaviour = truth.Behaviour;
        var start = truth with
        {
            Published = truth.Published.AddRange(figures),
            Provenance = truth.Provenance.AddRange(FittedFields.Select(path => KeyValuePair.Create(path, new Provenance(Mark.Fitted, "this test")))),
            Behaviour = behaviour with
            {
                Occasions = behaviour.Occasions with { PerDay = 1.6 },
                Basket = behaviour.Basket with { MedianYuan = 150 },
                OwnMoney = behaviour.OwnMoney with { TopUpProbability = 0.4 },
            },
        };

        var result = CampaignFit.Run(
            start, new CampaignFitOptions { Runs = 4, Seed = 9, Tolerance = 0.001 }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(3, result.Fit!.Rank);
        Assert.All(result.Fit.Identified, Assert.True);
        Near(behaviour.Occasions.PerDay, result.Scenario.Behaviour.Occasions.PerDay, 0.03);
        Near(behaviour.Basket.MedianYuan, result.Scenario.Behaviour.Basket.MedianYuan, 0.03);
        Near(behaviour.OwnMoney.TopUpProbability, result.Scenario.Behaviour.OwnMoney.TopUpProbability, 0.03);
    }

    [Fact]
    public void A_scenario_without_fitted_fields_has_nothing_to_fit() =>
        Assert.Null(CampaignFit.Run(TinyScenarios.Lottery(), cancellation: TestContext.Current.CancellationToken).Fit);

    [Fact]
    public async Task The_built_in_luohu_scenario_meets_the_totals_it_was_fitted_to_and_calls_them_fitted()
    {
        var scenario = ScenarioReader.Read("shenzhen-luohu-2020");
        var result = await Campaign.RunAsync(scenario, runs: 20, seed: 1, cancellation: TestContext.Current.CancellationToken);

        foreach (var name in new[] { "claimed", "payments", "redeemedFen", "ownMoneyFen" })
        {
            Assert.Equal(FigureRole.Fitted, result.Metrics[name].Role);
            Near(scenario.Published[name].Value, result.Metrics[name].Estimate.Mean, 0.005);
        }
    }

    [Fact]
    public async Task The_built_in_suzhou_scenario_meets_the_totals_it_was_fitted_to_and_holds_the_first_day_aside()
    {
        var scenario = ScenarioReader.Read("suzhou-double12-2020");
        var result = await Campaign.RunAsync(scenario, runs: 4, seed: 1, cancellation: TestContext.Current.CancellationToken);

        foreach (var name in new[] { "claimed", "redeemedFen", "onlineRedeemedFen", "inStoreRedeemedFen" })
            Near(scenario.Published[name].Value, result.Metrics[name].Estimate.Mean, 0.005);
        Assert.Equal(FigureRole.HeldOut, result.Metrics["onlineOrdersFirst24h"].Role);
    }

    private static void Near(double expected, double found, double relative) =>
        Assert.True(Math.Abs(found / expected - 1) <= relative, $"{found} is not within {relative:P1} of {expected}.");
}
