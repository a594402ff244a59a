using System.Text;
using DcepSim.Sweeps;
using DcepSim.Web;
using DcepSim.Web.Report;
using Microsoft.Playwright;

namespace DcepSim.WebTests;

/// <summary>The report as a reader sees it: opened from disk, scripts disabled.</summary>
[Trait("lane", "browser")]
[Collection(BrowserCollection.Name)]
public class ReportInBrowserTests(Browser browser)
{
    private const int TextWidth = 688; // 210 mm less two margins of 14 mm, at 96 points an inch

    public static TheoryData<string, ColorScheme> Views => new MatrixTheoryData<string, ColorScheme>(["en", "zh"], [ColorScheme.Light, ColorScheme.Dark]);

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Printed_on_A4_nothing_is_cut(string language)
    {
        var (result, observed) = await ReportTests.LuohuAsync();
        var wide = await CampaignSweep.RunAsync(ReportTests.FewWinners, [SweepAxis.Parse("merchants.count=1000,3389")], options: new() { Runs = 2 }, cancellation: TestContext.Current.CancellationToken);
        await using var window = await browser.OpenAsync(new() { ViewportSize = new() { Width = TextWidth, Height = 1000 } });
        var page = await window.NewPageAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var report in new[] { await ReportTests.PageAsync(result, observed, language), Encoding.UTF8.GetString(await StudyReport.WriteAsync(wide, Language.Of(language)!)) })
        {
            await page.SetContentAsync(report);
            Assert.Empty(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('h1, p, li, th, td, figure, .plot svg')].filter(part => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(part => part.outerHTML)"));
            var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }));
            Assert.Matches(@"/MediaBox\s*\[0 0 59[45]\S* 84[12]\S*\]", pdf); // 210 by 297 mm in points
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_chart_is_seen_with_scripts_disabled_and_nothing_is_fetched(string language, ColorScheme scheme)
    {
        await using var window = await browser.OpenAsync(new() { JavaScriptEnabled = false, ColorScheme = scheme, ViewportSize = new() { Width = 1000, Height = 900 } });
        var (result, observed) = await ReportTests.LuohuAsync();
        var folder = Directory.CreateTempSubdirectory("dcepsim-report-");
        try
        {
            var file = Path.Combine(folder.FullName, "report.html");
            await File.WriteAllTextAsync(file, await ReportTests.PageAsync(result, observed, language), TestContext.Current.CancellationToken);
            var page = await window.NewPageAsync();
            var complaints = new List<string>();
            var requests = new List<string>();
            page.Console += (_, message) => complaints.Add(message.Text);
            page.PageError += (_, error) => complaints.Add(error);
            page.Request += (_, request) => requests.Add(request.Url);
            await page.GotoAsync(new Uri(file).AbsoluteUri);

            var charts = page.Locator("figure .plot svg");
            Assert.Equal(7, await charts.CountAsync());
            foreach (var chart in await charts.AllAsync())
            {
                var box = await chart.BoundingBoxAsync();
                Assert.True(box is { Width: > 400, Height: > 150 }, $"A chart is {box?.Width} by {box?.Height}.");
                Assert.True(await chart.Locator("path, circle").CountAsync() > 10);
            }

            var text = await page.Locator("main > header").BoundingBoxAsync();
            var figures = await page.Locator("table.figures").First.BoundingBoxAsync();
            Assert.True(figures!.X + figures.Width <= text!.X + text.Width + 1, $"The figures end at {figures.X + figures.Width}, the text at {text.X + text.Width}."); // no column is out of sight
            Assert.Equal(7, await page.Locator("figure [role=img][aria-label]").CountAsync());
            await page.Locator("figure summary").First.ClickAsync();
            Assert.True(await page.Locator("figure table").First.IsVisibleAsync());
            Assert.Empty(complaints);
            Assert.Equal([new Uri(file).AbsoluteUri], requests);
            await page.ScreenshotAsync(new() { FullPage = true, Path = Screenshots.PathOf($"report-{language}-{scheme.ToString().ToLowerInvariant()}") });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
