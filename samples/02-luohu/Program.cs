using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;

// The long way: every choice is visible, and the results are kept as files.
var place = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("dcepsim-").FullName + "/luohu";
var scenario = ScenarioReader.Read("shenzhen-luohu-2020");
using var folder = ResultsFolder.Open(place, new ResultsOptions());
var options = new ExperimentOptions { Runs = 4, Seed = 1, Recorder = folder };

var result = await new CampaignExperiment(scenario, options).RunAsync();
folder.Complete(result);

Console.WriteLine($"{scenario.Title.En} {scenario.Title.Zh}");
Console.WriteLine($"books agree in every run: {result.BooksAreClean}");
foreach (var row in result.Metrics)
    Console.WriteLine($"{row.Metric.Title,-14}{row.Role,-15}{(object?)row.Published ?? "-",12}{Math.Round(row.Mean, row.Mean < 10 ? 4 : 0),16}");
Console.WriteLine(string.Join(' ', Directory.GetFiles(place).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
