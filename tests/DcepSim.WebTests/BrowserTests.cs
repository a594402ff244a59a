namespace DcepSim.WebTests;

/// <summary>The browser itself.</summary>
[Trait("lane", "browser")]
[Collection(BrowserCollection.Name)]
public class BrowserTests(Browser browser)
{
    [Fact]
    public async Task A_page_opens_in_the_browser_of_this_machine()
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.SetContentAsync("<h1>数字人民币</h1>");
        Assert.Equal("数字人民币", await page.TextContentAsync("h1"));
    }
}
