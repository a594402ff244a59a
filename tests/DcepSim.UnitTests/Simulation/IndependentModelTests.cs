using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Statistics.Estimation;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Simulation;

public class IndependentModelTests
{
    [Theory] // under each set of limits that may have applied
    [InlineData("test-2020-08")]
    [InlineData("june-2021")]
    public void A_second_implementation_without_events_or_ledger_gives_the_same_means(string limitSet)
    {
        var scenario = ScenarioReader.Read("shenzhen-luohu-2020", $"wallets.limitSet={limitSet}", "campaign.applicants=50000");
        var runs = TestScale.Of(8);
        var run = new CampaignRun(new CampaignModel(scenario));
        var ours = Enumerable.Range(0, runs)
            .Select(i => run.Execute(RandomKey.FromSeed(7).Child((ulong)i), cancellation: TestContext.Current.CancellationToken)).ToArray();
        var theirs = Enumerable.Range(0, runs).Select(i => new VectorisedModel(scenario, 1000 + i).Run()).ToArray();

        AssertSameMean("claimed", ours.Select(o => (double)o.Claimed), theirs.Select(t => t.Claimed));
        AssertSameMean("payments", ours.Select(o => (double)o.Payments), theirs.Select(t => t.Payments));
        AssertSameMean("redeemed", ours.Select(o => (double)o.RedeemedFen), theirs.Select(t => t.RedeemedFen));
        AssertSameMean("own money", ours.Select(o => (double)o.OwnMoneyFen), theirs.Select(t => t.OwnMoneyFen));
        AssertSameMean("other tender", ours.Select(o => (double)o.OtherTenderFen), theirs.Select(t => t.OtherTenderFen));
    }

    // The keys are fixed, so this passes or fails for good; five standard errors of the difference leave a false alarm of about 1 in 5,000 to
    // whoever changes a parameter, and the standard error is small enough to see a difference of some per cent in the noisiest figure.
    private static void AssertSameMean(string what, IEnumerable<double> ours, IEnumerable<double> theirs)
    {
        var a = RunEstimator.FromRuns(ours.ToArray());
        var b = RunEstimator.FromRuns(theirs.ToArray());
        var error = Math.Sqrt((Square(a.Sd!.Value) / a.Runs) + (Square(b.Sd!.Value) / b.Runs)) / b.Mean;
        var difference = (a.Mean / b.Mean) - 1;
        Assert.True(Math.Abs(difference) <= 5 * error && error < 0.02, $"{what}: {a.Mean:N0} against {b.Mean:N0}, {difference:P3}, standard error {error:P3}.");
    }

    private static double Square(double value) => value * value;
}
