using Microsoft.Playwright;

namespace DcepSim.WebTests.Serve;

/// <summary>A page under the eye of a test: what its console says, how it looks, and whether everybody can use it.</summary>
public sealed class Looked : IAsyncDisposable
{
    private static readonly string Pictures = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    private readonly IBrowserContext _window;
    private readonly List<string> _complaints = [];

    private Looked(IBrowserContext window, IPage page)
    {
        (_window, Page) = (window, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    public static async Task<Looked> OpenAsync(Browser browser, Uri address, BrowserNewContextOptions? options = null)
    {
        options ??= new() { ViewportSize = new() { Width = 1280, Height = 900 } };
        options.BaseURL = address.ToString();
        options.Locale = "en-GB";
        var window = await browser.OpenAsync(options);
        return new(window, await window.NewPageAsync());
    }

    /// <summary>Keeps a picture beside the tests, and holds the page to what everybody needs: labels, names, contrast, no sideways scrolling.</summary>
    public async Task ShowAsync(string name)
    {
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
        Assert.Empty(await Page.EvaluateAsync<string[]>(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Serve", "accessible.js"), TestContext.Current.CancellationToken)));
        Assert.True(_complaints.Count == 0, string.Join(Environment.NewLine, _complaints));
    }

    public async ValueTask DisposeAsync() => await _window.DisposeAsync();
}
