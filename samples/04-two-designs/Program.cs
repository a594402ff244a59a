using DcepSim.Comparisons;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;

// The same money twice: 5,000 packets of 200 yuan, or 10,000 of 100. Each person has the same luck in both designs,
// so that a difference shows what the designs do and not what chance did.
var few = ScenarioReader.Read("shenzhen-luohu-2020", "campaign.applicants=100000", "campaign.packets[0].count=5000");
var many = ScenarioReader.Check(few, "campaign.packets[0].count=10000", "campaign.packets[0].faceYuan=100");

var comparison = await CampaignComparison.RunAsync([few, many], new ExperimentOptions { Runs = 20 });

Console.WriteLine("10,000 packets of 100 yuan instead of 5,000 of 200:");
foreach (var metric in new[] { Metric.Claimed, Metric.Payments, Metric.Redeemed })
{
    var row = comparison.Designs[1].Differences.Single(difference => difference.Metric == metric);
    var (scale, unit) = metric.Unit == MetricUnit.Fen ? (100.0, " yuan") : (1.0, "");
    Console.WriteLine(
        $"{metric.Title,-9} {row.Baseline.Mean / scale,7:0} to {row.Variant.Mean / scale,7:0}{unit}, difference {row.Difference.Mean / scale:+0;-0}" +
        $" (95 % interval {row.Difference.MeanLow / scale:+0;-0} to {row.Difference.MeanHigh / scale:+0;-0})");
}
