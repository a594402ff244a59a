using DcepSim.Experiments;
using DcepSim.Forecasts;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Forecasts;

public class CampaignForecastTests
{
    private const int FamiliesMin = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Intervals_cover_as_often_as_they_say_over_families_of_pilots_with_known_effects()
    {
        var families = Math.Max(FamiliesMin, TestScale.Of(2)); // each takes seconds; 200 and more are for a scale of its own
        var (covered, all) = (0, 0);
        var byMetric = PilotFamily.Outcomes.ToDictionary(metric => metric, _ => 0);
        for (var number = 0; number < families; number++)
        {
            var family = new PilotFamily(RandomKey.FromSeed(2021).Child((ulong)number), winners: 400);
            var forecast = await CampaignForecast.RunAsync(
                family.ThirdByItsRules(),
                [family.First(), family.Second()],
                new() { Sets = 32, FitRuns = 2, OtherScales = [] },
                new ExperimentOptions { Runs = 128, Seed = number },
                Cancellation);
            foreach (var (metric, outcome) in family.OutcomeOf(family.Third()))
            {
                all++;
                if (outcome >= forecast[metric.Name].Low && outcome <= forecast[metric.Name].High)
                {
                    covered++;
                    byMetric[metric]++;
                }
            }

            if ((number + 1) % 6 == 0)
                TestContext.Current.TestOutputHelper!.WriteLine($"{number + 1} families: {(double)covered / all:P1} covered; {string.Join(", ", byMetric.Select(pair => $"{pair.Key} {(double)pair.Value / (number + 1):P1}"))}");
        }

        var share = (double)covered / all;
        var slack = 2.5 * Math.Sqrt(0.95 * 0.05 / families); // the metrics of a family rise and fall together
        Assert.InRange(share, families >= 200 ? 0.90 : 0.90 - slack, families >= 200 ? 0.98 : 1);
    }
}
