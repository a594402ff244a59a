using DcepSim.Experiments;
using DcepSim.Scenarios;

// A campaign of one's own starts from a pilot as a template. What is changed is marked as assumed, "set by the user".
var template = ScenarioReader.Read(
    "shenzhen-luohu-2020",
    "name=my-town",
    "title.en=My town, one packet for every fourth",
    "campaign.applicants=40000",
    "campaign.packets[0].faceYuan=50",
    "campaign.packets[0].count=10000",
    "campaign.budgetYuan=500000",
    "merchants.count=400");

// It is kept as a file, read by the same reader, and mended by hand as one likes.
var file = Path.Combine(Directory.CreateTempSubdirectory("dcepsim-").FullName, "my-town.json");
File.WriteAllBytes(file, ScenarioWriter.Write(template));
var scenario = ScenarioReader.Read(file);
Console.WriteLine($"{scenario.Title.En}: {ScenarioMarks.PathsSetByUser(scenario).Count()} fields are mine");

// Whatever is wrong is said at once, with its place and what is allowed.
try
{
    ScenarioReader.Read(file, "campaign.packets[0].faceYuan=-5", "merchants.count=many");
}
catch (ScenarioException refused)
{
    foreach (var fault in refused.Faults)
        Console.WriteLine($"  {fault.Path}: {fault.Message}");
}

var result = await Campaign.RunAsync(scenario, runs: 10);
var (claimed, redeemed) = (result.Metrics["claimed"].Estimate, result.Metrics["redeemedFen"].Estimate);
Console.WriteLine($"claimed  {claimed.Mean:0} of 10000, one more run {claimed.RunLow:0} to {claimed.RunHigh:0}");
Console.WriteLine($"redeemed {redeemed.Mean / 100:0} of 500000 yuan, one more run {redeemed.RunLow / 100:0} to {redeemed.RunHigh / 100:0}");
