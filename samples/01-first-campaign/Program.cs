using DcepSim.Experiments;

var result = await Campaign.RunAsync("shenzhen-luohu-2020", runs: 20, seed: 1);

foreach (var name in (string[])["claimed", "payments"])
{
    var metric = result.Metrics[name];
    Console.WriteLine($"{name} ({metric.Role}): {metric.Mean:F0}, published {metric.Published}");
    Console.WriteLine($"  {metric.Estimate.Level:P0} interval of the mean: {metric.Estimate.MeanLow:F0} to {metric.Estimate.MeanHigh:F0}");
    Console.WriteLine($"  one more run, by chance alone: {metric.Estimate.RunLow:F0} to {metric.Estimate.RunHigh:F0}");
}
