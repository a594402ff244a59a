using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DcepSim.Branches;
using DcepSim.Calibration;
using DcepSim.Choices;
using DcepSim.Comparisons;
using DcepSim.Experiments;
using DcepSim.Forecasts;
using DcepSim.Observations;
using DcepSim.OfflineRisks;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
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
                MetricUnit.Share => (mean * 100).ToString(code == "zh" ? "0.0'%'" : "0.0'\u00a0%'", CultureInfo.InvariantCulture),
                MetricUnit.Ratio => mean.ToString(mean < 1 ? "0.0000" : "0.000", CultureInfo.InvariantCulture),
                _ => mean.ToString("#,0", CultureInfo.InvariantCulture),
            };
            Assert.Equal(mean, double.Parse(shown[metric.Name].Groups["value"].Value, CultureInfo.InvariantCulture));
            Assert.Equal(text, WebUtility.HtmlDecode(shown[metric.Name].Groups["text"].Value));
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

    [Theory]
    [InlineData("shenzhen-luohu-2020", false)]
    [InlineData("mechanism-districts", true)]
    [InlineData("mechanism-categories", true)]
    public async Task Flows_are_drawn_where_the_scenario_tells_places_apart(string name, bool areTold)
    {
        var recorder = new ObservationRecorder();
        var experiment = new CampaignExperiment(ScenarioReader.Read(name), new ExperimentOptions { Runs = 2, Recorder = recorder });
        var result = await experiment.RunAsync(TestContext.Current.CancellationToken);
        var page = await PageAsync(result, recorder.Observed()!, "en");

        Assert.Equal(areTold, page.Contains("Where packet money goes", StringComparison.Ordinal));
        Assert.Equal(areTold, recorder.Observed()!.Flows.Length > 1);
        foreach (var flow in areTold ? recorder.Observed()!.Flows : [])
            Assert.Contains($"<td>{flow.PacketFen.Mean / 100:#,0}</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_result_gives_the_same_bytes()
    {
        var (one, oneObserved) = await LuohuAsync(threads: 1);
        var (two, twoObserved) = await LuohuAsync(threads: 2);

        Assert.Equal(await CampaignReport.WriteAsync(one, oneObserved, Language.English), await CampaignReport.WriteAsync(two, twoObserved, Language.English));
    }

    [Fact]
    public async Task A_rehearsal_writes_a_chart_of_each_kind_and_changes_no_report()
    {
        var (result, observed) = await LuohuAsync();
        var before = await PageAsync(result, observed, "en");
        var rehearsed = Encoding.UTF8.GetString(await ReportRehearsal.PlayAsync(Language.English));

        Assert.Equal(3, Regex.Count(rehearsed, "<svg viewBox"));
        Assert.Equal(before, await PageAsync(result, observed, "en"));
    }

    [Fact]
    public async Task A_name_with_markup_is_shown_as_text()
    {
        var scenario = ScenarioReader.Read("shenzhen-luohu-2020");
        var result = await Campaign.RunAsync(scenario with { Title = new("<script>alert(1)</script>", "<b>名</b>") }, runs: 1, cancellation: TestContext.Current.CancellationToken);

        Assert.Contains("&lt;script&gt;alert(1)", await PageAsync(result, null, "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_study_has_a_page_in_both_languages()
    {
        var pilot = await SmallLuohuAsync();
        var options = new ExperimentOptions { Runs = 3 };
        var cancellation = TestContext.Current.CancellationToken;
        SweepAxis[] faces = [SweepAxis.Parse("campaign.packets[0].faceYuan=190,200")];
        (IStudy Study, int Charts)[] studies =
        [
            (await CampaignComparison.RunAsync([pilot, ScenarioReader.Check(pilot, "behaviour.basket.medianYuan=150")], options, cancellation), 1),
            (await CampaignSweep.RunAsync(pilot, [SweepAxis.Parse("merchants.count=30,60")], options: options, cancellation: cancellation), 4),
            (await CampaignSensitivity.RunAsync(pilot, [SweepAxis.Parse("behaviour.basket.sigma=0.5..1.5")], Metric.OwnMoney, basePoints: 4, options: options with { Runs = 1 }, cancellation: cancellation), 2),
            (await CampaignValidation.RunAsync(pilot, options, cancellation), 1),
            (await OfflineRisk.RunAsync(ScenarioReader.Read("offline-risk", "offline.purses.people=300"), [SweepAxis.Parse("offline.policy.payeeCapYuan=100,500")], options, cancellation), 2),
            (await CampaignBranching.RunAsync(pilot, new(2020, 10, 15, 12, 0), [BranchVariant.Parse("sale:behaviour.occasions.perDay=3")], options, cancellation), 1),
            (await CampaignChoice.RunAsync(pilot, faces, Objective.Of(Objective.ExtraSpending), pilot.Campaign.Budget, new() { FreshRuns = 4 }, new() { Runs = 40 }, cancellation), 1),
            (await CampaignCalibration.RunAsync(pilot, new() { Over = [], Sets = 3, ProfilePoints = 3 }, new() { Runs = 2 }, cancellation), 6),
            (await CampaignForecast.RunAsync(pilot, [pilot], new() { Sets = 4, FitRuns = 1 }, new() { Runs = 40 }, cancellation), 3),
            (await LeaveOneOut.RunAsync([pilot, pilot with { Name = "another" }], new() { Sets = 4, FitRuns = 1, OtherScales = [] }, new() { Runs = 40 }, cancellation), 2),
        ];

        foreach (var language in Language.All)
        {
            foreach (var (study, charts) in studies)
            {
                var page = Encoding.UTF8.GetString(await StudyReport.WriteAsync(study, language));
                if (Environment.GetEnvironmentVariable("DCEPSIM_SCREENSHOTS") is { Length: > 0 } folder)
                    await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{study.Facts.Kind}-{language.Code}.html"), page, cancellation);
                Assert.True(charts == Regex.Count(page, "<svg viewBox"), $"{study.Facts.Kind} has {Regex.Count(page, "<svg viewBox")} charts.");
                Assert.DoesNotContain("{0}", page, StringComparison.Ordinal);
                Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_choice_counts_the_runs_it_did_and_draws_nothing_behind_a_design_alone()
    {
        var study = await CampaignChoice.RunAsync(
            FewWinners, [SweepAxis.Parse("campaign.packets[0].faceYuan=50,200")], Objective.Of("redeemedFen"), FewWinners.Campaign.Budget, new() { FirstRuns = 5, FreshRuns = 2 }, new() { Runs = 900 }, TestContext.Current.CancellationToken);
        var page = WebUtility.HtmlDecode(Encoding.UTF8.GetString(await StudyReport.WriteAsync(study, Language.English)));

        Assert.Equal(2, study.Winner);
        Assert.Contains($"In all {study.Designs.Sum(design => design.Runs) + 2} runs", page, StringComparison.Ordinal);
        Assert.Contains("at most 900", page, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(page, "<svg viewBox"));
        Assert.Contains("redeemed, yuan", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_holds_a_course_of_spending_is_said_by_what_is_published()
    {
        var (result, observed) = await LuohuAsync();
        var unpublished = await Campaign.RunAsync(FewWinners with { Published = FewWinners.Published.Clear() }, runs: 2, cancellation: TestContext.Current.CancellationToken);
        var (held, free) = (await PageAsync(result, observed, "en"), await PageAsync(unpublished, observed, "en"));

        Assert.Contains("Its end is held by published totals", held, StringComparison.Ordinal);
        Assert.Contains("only totals are published", held, StringComparison.Ordinal);
        Assert.DoesNotContain("held by published totals", free, StringComparison.Ordinal);
        Assert.Contains("No published total holds its end", free, StringComparison.Ordinal);
        Assert.Contains("not even totals are published", free, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_without_a_winner_says_why_in_the_readers_language()
    {
        var equals = await CampaignChoice.RunAsync(
            FewWinners, [SweepAxis.Parse("behaviour.basket.sigma=1.20,1.21")], Objective.Of("ownMoneyFen"), FewWinners.Campaign.Budget, new() { Zone = 0.0001, FreshRuns = 2 }, new() { Runs = 25 }, TestContext.Current.CancellationToken);

        Assert.Equal(ChoiceVerdict.RunsUsedUp, equals.Verdict);
        Assert.Contains(equals.Reason, Encoding.UTF8.GetString(await StudyReport.WriteAsync(equals, Language.English)), StringComparison.Ordinal);
        var chinese = Encoding.UTF8.GetString(await StudyReport.WriteAsync(equals, Language.Chinese));
        Assert.Contains("每个方案运行25次后仍剩2个方案", chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("runs of each", chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_has_a_Chinese_name_and_meaning()
    {
        Assert.All(Metric.All, metric => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", MetricNames.Of(metric, Language.Chinese)));
        Assert.All(Metric.All, metric => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*。$", MetricNames.MeaningOf(metric, Language.Chinese)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Each_statistic_of_the_table_says_what_it_counts(string code)
    {
        var (result, observed) = await LuohuAsync();
        var page = WebUtility.HtmlDecode(await PageAsync(result, observed, code));

        Assert.All(result.Metrics, metric => Assert.Contains($"<td>{MetricNames.MeaningOf(metric.Metric, Language.Of(code)!)}</td>", page, StringComparison.Ordinal));
    }

    /// <summary>Luohu with few winners among few applicants: quick to run.</summary>
    internal static Scenario FewWinners => ScenarioReader.Read("shenzhen-luohu-2020", "campaign.applicants=2000", "campaign.packets[0].count=500", "campaign.budgetYuan=100000");

    /// <summary>Luohu with a hundredth of its packets, whose published figures are one run of its own.</summary>
    private static async Task<Scenario> SmallLuohuAsync()
    {
        var small = ScenarioReader.Check(FewWinners, "merchants.count=34");
        var made = await Campaign.RunAsync(small, runs: 1, seed: 9, cancellation: TestContext.Current.CancellationToken);
        return small with
        {
            Published = small.Published.ToImmutableSortedDictionary(figure => figure.Key, figure => figure.Value with { Value = (long)Math.Round(made.Metrics[figure.Key].Mean) }),
        };
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
