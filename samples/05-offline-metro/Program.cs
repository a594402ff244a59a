using DcepSim.Experiments;
using DcepSim.Results;

// A week on a metro without signal: gates show their payments at night. How many rides still work if fewer people have a purse?
string[] small = ["offline.purses.people=2000", "offline.purses.merchants=30"];
foreach (var share in (string[])["0.4", "0.7", "1"])
{
    var result = await Campaign.RunAsync("offline-metro", runs: 5, seed: 1, [.. small, $"offline.purses.withPurseShare={share}"]);
    var served = result.Metrics[Metric.OutageServed].Estimate;
    Console.WriteLine($"with a purse {share,3}: {100 * served.Mean:F1} % of payments work, {100 * served.MeanLow:F1} to {100 * served.MeanHigh:F1}");
    Console.WriteLine($"  waiting at most {result.Metrics[Metric.OfflineBacklog].Mean:F0}, then {result.Metrics[Metric.OfflinePeak].Mean:F0} tokens in an hour");
}
