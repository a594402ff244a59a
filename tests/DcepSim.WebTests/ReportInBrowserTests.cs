using Microsoft.Playwright;

namespace DcepSim.WebTests;

/// <summary>The report as a reader sees it: opened from disk, scripts disabled.</summary>
[Trait("lane", "browser")]
[Collection(BrowserCollection.Name)]
public class ReportInBrowserTests(Browser browser)
{
    public static TheoryData<string, ColorScheme> Views => new MatrixTheoryData<string, ColorScheme>(["en", "zh"], [ColorScheme.Light, ColorScheme.Dark]);

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
