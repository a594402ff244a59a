using Microsoft.Playwright;

namespace DcepSim.WebTests;

/// <summary>One headless Chromium for all tests of the lane; tests that need it are skipped where none is installed.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where Chromium lies: <c>DCEPSIM_CHROMIUM</c>, or a usual place; null for nowhere.</summary>
    public static string? Executable { get; } = Places.Prepend(Environment.GetEnvironmentVariable("DCEPSIM_CHROMIUM")).FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    /// <summary>A window of its own for one test.</summary>
    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipUnless(_browser is not null, "Chromium is not installed (apt-get install chromium, or set DCEPSIM_CHROMIUM).");
        return await _browser!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
