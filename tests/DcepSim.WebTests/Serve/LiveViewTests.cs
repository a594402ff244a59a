using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DcepSim.WebTests.Serve;

/// <summary>The live view in a real browser, as a person goes through it.</summary>
[Trait("lane", "browser")]
[Collection(BrowserCollection.Name)]
public partial class LiveViewTests(Browser browser)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Long = new() { Timeout = 60_000 };

    [Fact]
    public async Task Luohu_is_changed_run_watched_cancelled_run_again_reported_translated_and_compared()
    {
        await using var server = await Server.StartAsync();
        await using var looked = await Looked.OpenAsync(browser, server.Address);
        var page = looked.Page;
        await page.GotoAsync("/");
        await looked.ShowAsync("01-home");

        await page.GetByRole(AriaRole.Link, new() { Name = "Shenzhen Luohu" }).ClickAsync();
        await page.GetByLabel("Face value, yuan: packet 1").FillAsync("-1");
        await Expect(page.GetByText("an amount with at most two decimals")).ToBeVisibleAsync(Long);
        await looked.ShowAsync("02-fault-while-typing");
        await page.GetByLabel("Face value, yuan: packet 1").FillAsync("100");
        await Expect(page.GetByText("Everything is in order")).ToBeVisibleAsync(Long);
        await page.GetByLabel("Runs", new() { Exact = true }).FillAsync("5000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();

        await DotsAsync(page, atLeast: 2);
        var dots = await DotsAsync(page, atLeast: 3);
        await DotsAsync(page, atLeast: dots + 1);
        Assert.True(double.Parse((await page.Locator("progress").GetAttributeAsync("value"))!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        await looked.ShowAsync("03-running");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByText("cancelled")).ToBeVisibleAsync(Long);
        await looked.ShowAsync("04-cancelled");

        await page.GetByRole(AriaRole.Link, new() { Name = "Again" }).ClickAsync();
        await RunAsync(page, "20");
        await looked.ShowAsync("05-done");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the report" }).ClickAsync();
        await Expect(page.Locator("svg:not(.patterns)").First).ToBeVisibleAsync(Long);
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the result" }).ClickAsync();
        await Expect(page.GetByText("the books agree to the fen")).ToBeVisibleAsync(Long);
        await looked.ShowAsync("06-result");

        await page.GetByRole(AriaRole.Link, new() { Name = "中文" }).ClickAsync();
        await Expect(page.GetByText("分毫不差")).ToBeVisibleAsync(Long);
        await looked.ShowAsync("07-result-zh");
        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();

        await page.GotoAsync("/scenarios/shenzhen-luohu-2020");
        await page.GetByLabel("Face value, yuan: packet 1").FillAsync("100");
        await RunAsync(page, "2");
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Side by side" })).ToBeVisibleAsync(Long);
        await looked.ShowAsync("08-compare");
        await page.GotoAsync("/");
        await looked.ShowAsync("09-home-with-results");
    }

    [Fact]
    public async Task A_keyboard_is_enough()
    {
        await using var server = await Server.StartAsync();
        await using var looked = await Looked.OpenAsync(browser, server.Address);
        var page = looked.Page;
        await page.GotoAsync("/");
        await TabToAsync(page, "Shenzhen Luohu");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(ScenarioAddress(), new() { Timeout = Long.Timeout });
        await TabToAsync(page, "Runs");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("5000");
        await TabToAsync(page, "Face value, yuan: packet 1");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("150");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(WorkAddress(), new() { Timeout = Long.Timeout });
        await DotsAsync(page, atLeast: 1);
        await TabToAsync(page, "Cancel");
        await looked.ShowAsync("10-keyboard");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("cancelled")).ToBeVisibleAsync(Long);
    }

    [Fact]
    public async Task Without_scripts_everything_works_by_reloading()
    {
        await using var server = await Server.StartAsync();
        await using var looked = await Looked.OpenAsync(browser, server.Address, new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = looked.Page;
        await page.GotoAsync("/scenarios/shenzhen-luohu-2020");
        await page.GetByLabel("How many: packet 1").FillAsync("1000");
        await RunAsync(page, "2");
        await page.GetByRole(AriaRole.Link, new() { Name = "See the result" }).ClickAsync();
        await Expect(page.GetByText("the books agree to the fen")).ToBeVisibleAsync(Long);
    }

    [Fact]
    public async Task The_benchmark_draws_its_rate_and_latency()
    {
        await using var server = await Server.StartAsync();
        await using var looked = await Looked.OpenAsync(browser, server.Address);
        var page = looked.Page;
        await page.GotoAsync("/bench");
        await looked.ShowAsync("11-bench-form");
        await page.GetByLabel("Transfers", new() { Exact = true }).FillAsync("4000000");
        await page.GetByLabel("Accounts").FillAsync("10000");
        await page.GetByLabel("An answer waits for").SelectOptionAsync("os");
        await page.GetByRole(AriaRole.Button, new() { Name = "Measure" }).ClickAsync();
        await Expect(page.GetByText("What was measured")).ToBeVisibleAsync(Long);
        await looked.ShowAsync("12-bench-done");
    }

    [Theory]
    [InlineData("/", "dark-home")]
    [InlineData("/scenarios/suzhou-double12-2020?lang=zh", "dark-scenario-zh")]
    [InlineData("/bench", "dark-bench")]
    public async Task Dark_and_narrow_windows_are_fit_to_read(string path, string name)
    {
        await using var server = await Server.StartAsync();
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Dark), (390, ColorScheme.Light) })
        {
            await using var looked = await Looked.OpenAsync(browser, server.Address, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
            await looked.Page.GotoAsync(path);
            await looked.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
            await looked.ShowAsync($"{name}-{width}");
        }
    }

    /// <summary>Waits for a chart to show that many runs, and says how many it shows.</summary>
    private static async Task<int> DotsAsync(IPage page, int atLeast)
    {
        await page.WaitForFunctionAsync($"() => Number(document.querySelector('[data-dots]')?.dataset.dots ?? 0) >= {atLeast}", null, new() { Timeout = 60_000 });
        return int.Parse((await page.Locator("[data-dots]").First.GetAttributeAsync("data-dots"))!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task RunAsync(IPage page, string runs)
    {
        await page.GetByLabel("Runs", new() { Exact = true }).FillAsync(runs);
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "See the result" })).ToBeVisibleAsync(Long);
    }

    private static async Task TabToAsync(IPage page, string name)
    {
        for (var presses = 0; presses < 100; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            var text = await page.EvaluateAsync<string>("() => document.activeElement === document.body ? '' : document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent");
            if (text.Contains(name, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"The keyboard does not reach {name}.");
    }

    [GeneratedRegex("/scenarios/")]
    private static partial Regex ScenarioAddress();

    [GeneratedRegex("/works/")]
    private static partial Regex WorkAddress();
}
