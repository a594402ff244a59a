using System.Net;
using System.Text.RegularExpressions;

namespace DcepSim.Web.Serve;

/// <summary>Asks for every kind of page once before the first person does, in both languages, so that nobody waits while code is compiled.</summary>
internal sealed partial class FirstVisit(Uri address, string? token, Action<string>? complain)
{
    /// <summary>Makes it. What fails is told, and left to whoever comes later.</summary>
    /// <param name="scenario">The name of a scenario there is.</param>
    /// <param name="result">The name of a result, where there is one.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task MakeAsync(string scenario, string? result, CancellationToken cancellation)
    {
        using var visitor = new HttpClient(new SocketsHttpHandler { CookieContainer = new() }) { BaseAddress = address };
        string[] pages = ["/", $"/scenarios/{scenario}", "/bench", "/compare", "/works/0", "/assets/app.css", .. result is null ? Array.Empty<string>() : [$"/results/{result}"]];
        try
        {
            if (token is not null)
                await ReadAsync(visitor, $"/?token={token}", cancellation).ConfigureAwait(false);
            foreach (var language in Language.All)
            {
                visitor.DefaultRequestHeaders.AcceptLanguage.Clear();
                visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language.Code);
                foreach (var page in pages)
                    await ReadAsync(visitor, page, cancellation).ConfigureAwait(false);
            }

            await CheckAsync(visitor, scenario, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            complain?.Invoke($"the first visit: {failure.Message}");
        }
    }

    private static async Task<string> ReadAsync(HttpClient visitor, string page, CancellationToken cancellation)
    {
        using var answer = await visitor.GetAsync(page, cancellation).ConfigureAwait(false);
        return await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task CheckAsync(HttpClient visitor, string scenario, CancellationToken cancellation)
    {
        var form = FormToken().Match(await ReadAsync(visitor, $"/scenarios/{scenario}", cancellation).ConfigureAwait(false));
        using var fields = new FormUrlEncodedContent([new(Visit.FormTokenName, WebUtility.HtmlDecode(form.Groups[1].Value)), new("runs", "0"), new("seed", "1")]);
        using var answer = await visitor.PostAsync($"/scenarios/{scenario}/check", fields, cancellation).ConfigureAwait(false);
    }

    [GeneratedRegex("name=\"" + Visit.FormTokenName + "\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
