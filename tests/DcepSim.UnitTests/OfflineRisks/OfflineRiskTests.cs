using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using DcepSim.Experiments;
using DcepSim.OfflineRisks;
using DcepSim.Reproductions;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Sweeps;
using DcepSim.Testing;

namespace DcepSim.UnitTests.OfflineRisks;

public sealed class OfflineRiskTests
{
    private static readonly string[] Axes = ["offline.policy.payeeCapYuan=50,300", "offline.use.merchantContactsPerDay=1,24"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merchants_that_come_online_often_find_clones_sooner_and_lose_less()
    {
        var risk = await Study(runs: 6);

        Assert.Equal(["50 1", "50 24", "300 1", "300 24"], risk.Points.Select(point => string.Join(' ', point.Values)));
        var (seldom, often) = (risk.Points[2], risk.Points[3]);
        Assert.True(often.DetectionHours.Mean < seldom.DetectionHours.Mean, $"{often.DetectionHours.Mean} h, {seldom.DetectionHours.Mean} h");
        Assert.True(often.LossPerMillion.Mean < seldom.LossPerMillion.Mean);
        Assert.True(risk.Points[0].LossPerMillion.Mean < seldom.LossPerMillion.Mean); // the lower cap costs less
        Assert.All(risk.Points, point => Assert.True(point.LossPerMillion.MeanLow < point.LossPerMillion.Mean && point.LossPerMillion.Mean < point.LossPerMillion.MeanHigh));
    }

    [Fact]
    public async Task No_run_loses_more_than_the_bound()
    {
        var risk = await Study(runs: 6, settings: "offline.adversary.compromise=extractedKey");

        Assert.All(risk.Points.SelectMany(point => point.Runs), run => Assert.True(run.LossFen <= run.BoundFen, $"{run}"));
        Assert.Contains(risk.Points.SelectMany(point => point.Runs), run => run.LossFen > run.BoundFen / 4);
    }

    [Fact]
    public async Task Without_broken_purses_there_is_nothing_to_lose_or_to_find()
    {
        var risk = await Study(runs: 2, settings: "offline.adversary.brokenShare=0");

        Assert.All(risk.Points, point => Assert.Equal((0.0, 0), (point.LossPerMillion.Mean, point.DetectionHours.Runs)));
        using var json = JsonDocument.Parse(risk.WriteJson());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("points")[0].GetProperty("detectionHours").GetProperty("mean").ValueKind);
        XDocument.Parse(Picture(risk));
    }

    [Fact]
    public async Task The_files_are_the_same_bytes_on_any_number_of_threads()
    {
        var (one, four) = (await Study(runs: 3, threads: 1), await Study(runs: 3, threads: 4));

        Assert.Equal(one.WriteJson(), four.WriteJson());
        Assert.Equal(one.WriteCsv(), four.WriteCsv());
        Assert.Equal(Picture(one), Picture(four));
    }

    [Fact]
    public async Task The_curve_is_made_again_from_its_manifest()
    {
        using var scratch = new TemporaryFolder();
        var (first, again) = (Path.Combine(scratch.Path, "risk"), Path.Combine(scratch.Path, "again"));
        using (var folder = WholeFolder.Open(first))
            folder.Complete(await Study(runs: 2));

        var outcome = await StudyReproduction.RunAsync(StudyManifest.Read(first), again, new ExperimentOptions { Threads = 1 }, Cancellation);

        Assert.Empty(outcome.Differences);
        Assert.Equal(["manifest.json", "risk.csv", "risk.json", "risk.svg"], Directory.EnumerateFiles(again).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(Path.Combine(first, "risk.svg")), File.ReadAllBytes(Path.Combine(again, "risk.svg")));
    }

    [Fact]
    public async Task The_result_names_the_inputs_that_are_assumptions()
    {
        using var json = JsonDocument.Parse((await Study(runs: 1)).WriteJson());

        var assumptions = json.RootElement.GetProperty("assumptions");
        Assert.Equal("made up for tests", assumptions.GetProperty("offline.adversary.brokenShare").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("axes").GetArrayLength());
        Assert.Equal(ScenarioFields.All.Count(field => field.Path.Count(letter => letter == '.') == 2 && field.Path.StartsWith("offline.", StringComparison.Ordinal)), assumptions.EnumerateObject().Count());
    }

    [Fact]
    public async Task The_picture_says_in_words_what_it_shows()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        var root = XDocument.Parse(Picture(await Study(runs: 3))).Root!;

        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal(4, root.Elements(svg + "circle").Count());
        Assert.Contains("offline.policy.payeeCapYuan=300, offline.use.merchantContactsPerDay=24", root.Element(svg + "desc")!.Value, StringComparison.Ordinal);
        var words = root.Descendants(svg + "text").Select(text => text.Value).ToList();
        Assert.Contains("detection delay, hours (发现时延)", words);
        Assert.Contains("loss, yuan per million yuan paid (损失率)", words);
        Assert.Contains(words, text => text.Contains("95 % intervals", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "offline")]
    [InlineData(0, "offline.purses.people")]
    public async Task A_scenario_without_people_who_have_purses_is_refused(int? people, string path)
    {
        var scenario = TinyScenarios.Purses();
        scenario = people is null
            ? scenario with { Offline = null }
            : scenario with { Offline = scenario.Offline! with { Purses = scenario.Offline.Purses with { People = 0 } }, Behaviour = scenario.Behaviour with { DoubleOfflineShare = 0.5 } };

        var refused = await Assert.ThrowsAsync<ScenarioException>(() => OfflineRisk.RunAsync(scenario, [SweepAxis.Parse("merchants.count=10,20")], cancellation: Cancellation));
        Assert.Equal(path, Assert.Single(refused.Faults).Path);
    }

    private static string Picture(OfflineRisk risk) => Encoding.UTF8.GetString(Assert.Single(((IStudy)risk).MoreFiles).Bytes.Span);

    private static Task<OfflineRisk> Study(int runs, int threads = 2, params string[] settings) => OfflineRisk.RunAsync(
        ScenarioReader.Check(TinyScenarios.Purses(), ["offline.outage.hours=0", .. settings]),
        [.. Axes.Select(SweepAxis.Parse)],
        new ExperimentOptions { Runs = runs, Threads = threads },
        Cancellation);
}
