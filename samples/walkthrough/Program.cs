using DcepSim.Comparisons;
using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.OfflineRisks;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Sweeps;
using DcepSim.Web;
using DcepSim.Web.Report;

// Writes the page beside this file and its pictures anew: dotnet run -c Release --project samples/walkthrough
var here = new DirectoryInfo(AppContext.BaseDirectory);
while (here is not null && !File.Exists(Path.Combine(here.FullName, "samples", "walkthrough", "Program.cs")))
    here = here.Parent;
var home = Path.Combine(here!.FullName, "samples", "walkthrough");
var folder = args.Length > 0 ? Directory.CreateDirectory(args[0]).FullName : home;
var book = new Notebook(folder, (await File.ReadAllTextAsync(Path.Combine(home, "Program.cs"))).ReplaceLineEndings("\n"));
Scenario luohu = null!;

book.Say("""
    # A walk through one campaign

    *Written by `dotnet run -c Release --project samples/walkthrough`: the code below is what ran, the lines below it are what it printed, the
    pictures are what it drew. A test runs it and compares every byte.*

    In October 2020 the district of Luohu in Shenzhen (深圳罗湖) drew 50,000 winners among 1,913,847 applicants and gave each a red packet (红包) of 200
    yuan in e-CNY. Four totals were published. What can be said with them, and what not?

    ## Run it
    """);

await book.CellAsync("run", async () =>
{
    // [run
    luohu = ScenarioReader.Read("shenzhen-luohu-2020");
    var seen = new ObservationRecorder();
    var options = new ExperimentOptions { Runs = 8, Seed = 1, Recorder = seen };
    var result = await new CampaignExperiment(luohu, options).RunAsync();

    book.Print($"books agree to the fen in every run: {result.BooksAreClean}");
    foreach (var row in result.Metrics.Where(row => row.Published is not null))
        book.Print($"{row.Metric.Title,-13}{row.Role,-9}published {row.Published,12:N0}  simulated {row.Mean,13:N0}");
    var report = await CampaignReport.WriteAsync(result, seen.Observed(), Language.English);
    book.Draw(report, 0, 1, 5);
    // ]
});

book.Say("""
    Money is counted in fen. *Input* was put in, *fitted* chose a parameter: agreement with either proves nothing, and says only that the
    machinery can carry such a campaign. The first picture is held against published figures. The others are not: when people spend, and at
    which merchants, nobody has published, so those curves show what the assumptions imply.

    ## What if the packets had been smaller?

    The same money in twice as many packets of half the value. Each person has the same luck in both designs, so a difference is what the
    design does. (Fewer applicants, to be quick: those who win nothing do nothing.)
    """);

await book.CellAsync("compare", async () =>
{
    // [compare
    var few = ScenarioReader.Check(luohu, "campaign.applicants=200000", "campaign.packets[0].count=5000", "campaign.budgetYuan=1000000");
    var many = ScenarioReader.Check(few, "campaign.packets[0].count=10000", "campaign.packets[0].faceYuan=100");
    var comparison = await CampaignComparison.RunAsync([few, many], new ExperimentOptions { Runs = 10 });

    foreach (var row in comparison.Designs[1].Differences.Where(row => row.IsClear))
        book.Print($"{row.Metric.Title,-13}{row.Relative,8:+0.0%;-0.0%}  95 % interval {row.Difference.MeanLow / row.Baseline.Mean:+0.0%;-0.0%} to {row.Difference.MeanHigh / row.Baseline.Mean:+0.0%;-0.0%}");
    book.Draw(await StudyReport.WriteAsync(comparison, Language.English), 0);
    // ]
});

book.Say("""
    These intervals know the model's chance and nothing of what is not known about people. How much of the spending is extra, no figure tells.

    ## What drives own money?

    Sobol indices part the variance of a metric among fields that move within ranges. The ranges are assumptions: a wider one moves more.
    """);

await book.CellAsync("sensitivity", async () =>
{
    // [sensitivity
    var small = ScenarioReader.Check(luohu, "campaign.applicants=20000", "campaign.packets[0].count=2000", "campaign.budgetYuan=400000");
    var axes = new[] { SweepAxis.Parse("behaviour.occasions.perDay=1.2..4.4"), SweepAxis.Parse("behaviour.basket.sigma=0.5..1.5"), SweepAxis.Parse("behaviour.ownMoney.topUpProbability=0.02..0.2") };
    var sensitivity = await CampaignSensitivity.RunAsync(small, axes, Metric.OwnMoney, basePoints: 32, options: new ExperimentOptions { Runs = 1 });

    foreach (var index in sensitivity.Indices.Where(index => index.Index == "total"))
        book.Print($"{index.Path,-38}{index.Estimate.Value:0.00}  95 % bootstrap interval {index.Estimate.Low:0.00} to {index.Estimate.High:0.00}");
    book.Draw(await StudyReport.WriteAsync(sensitivity, Language.English), 1);
    // ]
});

book.Say("""
    ## Payments without a network

    Two devices can pay each other offline (双离线). If some of them are broken and spend the same value twice, what is lost, and how soon is it found,
    as the cap a payee enforces changes?
    """);

await book.CellAsync("offline", async () =>
{
    // [offline
    var purses = ScenarioReader.Read("offline-risk", "offline.purses.people=1000");
    var risk = await OfflineRisk.RunAsync(purses, [SweepAxis.Parse("offline.policy.payeeCapYuan=100,500,2000")], new ExperimentOptions { Runs = 5 });

    foreach (var point in risk.Points)
        book.Print($"cap {point.Values[0],5} yuan: {point.LossPerMillion.Mean,7:N0} yuan lost per million paid, found after {point.DetectionHours.Mean:N1} hours");
    book.Print($"inputs that are assumptions: {risk.Assumptions.Length}");
    book.Draw(await StudyReport.WriteAsync(risk, Language.English), 0);
    // ]
});

book.Say("""
    ## Further

    The same steps at a terminal are `dcepsim run`, `compare`, `sensitivity` and `offline risk`; each writes these charts, and more, into one
    `report.html`, in English or Chinese. The [samples](../README.md) go step by step; [reading the results](../reading-results/README.md) from Python and R
    starts where this page ends.
    """);
book.Close();
