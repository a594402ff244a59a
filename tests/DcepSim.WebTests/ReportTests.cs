using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DcepSim.Comparisons;
using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.OfflineRisks;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Sweeps;
using DcepSim.Validation;
using DcepSim.Web;
using DcepSim.Web.Report;

namespace DcepSim.WebTests;

/// <summary>What a report says is what the other files say, and it needs nothing but itself.</summary>
public partial class ReportTests
{
    private const int BytesMax = 2_000_000;

    public static TheoryData<string> Languages => [.. Language.All.Select(language => language.Code)];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Its_figures_are_those_of_the_summary(string code)
    {
        var (result, observed) = await LuohuAsync();
        var page = await PageAsync(result, observed, code);
        using var summary = JsonDocument.Parse(SummaryFile.Write(result));
        var shown = Figure().Matches(page).ToDictionary(match => match.Groups["metric"].Value, match => match);

        var metrics = summary.RootElement.GetProperty("metrics").EnumerateObject().ToList();
        Assert.Equal(metrics.Select(metric => metric.Name).Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
        foreach (var metric in metrics)
        {
            var mean = metric.Value.GetProperty("mean").GetDouble();
            var text = Metric.All.Single(one => one.Name == metric.Name).Unit switch
            {
                MetricUnit.Fen => (mean / 100).ToString(metric.Name == "meanPaymentFen" ? "#,0.00" : "#,0", CultureInfo.InvariantCulture),
                MetricUnit.Share => (mean * 100).ToString(code == "zh" ? "0.0'%'" : "0.0' %'", CultureInfo.InvariantCulture),
                MetricUnit.Ratio => mean.ToString(mean < 1 ? "0.0000" : "0.000", CultureInfo.InvariantCulture),
                _ => mean.ToString("#,0", CultureInfo.InvariantCulture),
            };
            Assert.Equal(mean, double.Parse(shown[metric.Name].Groups["value"].Value, CultureInfo.InvariantCulture));
            Assert.Equal(text, shown[metric.Name].Groups["text"].Value);
        }

        var issued = summary.RootElement.GetProperty("audit").GetProperty("issuedFen").GetInt64();
        Assert.Contains(issued.ToString("#,0", CultureInfo.InvariantCulture), page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task It_is_one_small_file_without_script_or_network(string code)
    {
        var (result, observed) = await LuohuAsync();
        var page = await PageAsync(result, observed, code);

        Assert.True(Encoding.UTF8.GetByteCount(page) < BytesMax);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"url\((?!#)", page);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.Equal(7, Regex.Count(page, "<svg viewBox"));
        Assert.Equal(6, Regex.Count(page, "<figure class=\"chart assumed\""));
    }

    [Fact]
    public async Task The_same_result_gives_the_same_bytes()
    {
        var (one, oneObserved) = await LuohuAsync(threads: 1);
        var (two, twoObserved) = await LuohuAsync(threads: 2);

        Assert.Equal(await CampaignReport.WriteAsync(one, oneObserved, Language.English), await CampaignReport.WriteAsync(two, twoObserved, Language.English));
    }

    [Fact]
    public async Task A_name_with_markup_is_shown_as_text()
    {
        var scenario = ScenarioReader.Read("shenzhen-luohu-2020");
        var result = await Campaign.RunAsync(scenario with { Title = new("<script>alert(1)</script>", "<b>名</b>") }, runs: 1, cancellation: TestContext.Current.CancellationToken);

        Assert.Contains("&lt;script&gt;alert(1)", await PageAsync(result, null, "en"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Every_study_has_a_page(string code)
    {
        var luohu = ScenarioReader.Read("shenzhen-luohu-2020", "campaign.packets[0].count=2000", "campaign.budgetYuan=400000");
        var options = new ExperimentOptions { Runs = 3 };
        var cancellation = TestContext.Current.CancellationToken;
        var comparison = await CampaignComparison.RunAsync([luohu, ScenarioReader.Check(luohu, "behaviour.basket.medianYuan=150")], options, cancellation);
        var sweep = await CampaignSweep.RunAsync(luohu, [SweepAxis.Parse("merchants.count=1000,3389")], options: options, cancellation: cancellation);
        var sensitivity = await CampaignSensitivity.RunAsync(luohu, [SweepAxis.Parse("behaviour.basket.sigma=0.5..1.5")], Metric.OwnMoney, basePoints: 4, options: options with { Runs = 1 }, cancellation: cancellation);
        var validation = await CampaignValidation.RunAsync(luohu, options, cancellation);
        var purses = ScenarioReader.Read("offline-risk", "offline.purses.people=300");
        var risk = await OfflineRisk.RunAsync(purses, [SweepAxis.Parse("offline.policy.payeeCapYuan=100,500")], options, cancellation);

        foreach (var (study, charts) in new (IStudy, int)[] { (comparison, 1), (sweep, 4), (sensitivity, 2), (validation, 1), (risk, 2) })
        {
            var page = Encoding.UTF8.GetString(await StudyReport.WriteAsync(study, Language.Of(code)!));
            Assert.Equal(charts, Regex.Count(page, "<svg viewBox"));
            Assert.DoesNotContain("{0}", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_metric_has_a_Chinese_name()
    {
        Assert.All(Metric.All, metric => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", MetricNames.Of(metric, Language.Chinese)));
    }

    internal static async Task<(CampaignResult Result, CampaignObservations Observed)> LuohuAsync(int threads = 2)
    {
        var recorder = new ObservationRecorder();
        var experiment = new CampaignExperiment(ScenarioReader.Read("shenzhen-luohu-2020"), new ExperimentOptions { Runs = 3, Threads = threads, Recorder = recorder });
        return (await experiment.RunAsync(TestContext.Current.CancellationToken), recorder.Observed()!);
    }

    internal static async Task<string> PageAsync(CampaignResult result, CampaignObservations? observed, string code) =>
        Encoding.UTF8.GetString(await CampaignReport.WriteAsync(result, observed, Language.Of(code)!));

    [GeneratedRegex("""<data value="(?<value>[^"]*)" data-metric="(?<metric>[^"]*)">(?<text>[^<]*)</data>""")]
    private static partial Regex Figure();
}
