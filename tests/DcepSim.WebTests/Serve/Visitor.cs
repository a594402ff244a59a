using System.Net;
using System.Text.RegularExpressions;

namespace DcepSim.WebTests.Serve;

/// <summary>Somebody with cookies, who follows no redirection without looking.</summary>
public sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new(), MaxConnectionsPerServer = 100 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path, TestContext.Current.CancellationToken);

    public async Task<string> ReadAsync(string path) => WebUtility.HtmlDecode(await (await GetAsync(path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>How many works were started.</summary>
    public async Task<int> WorksAsync()
    {
        var count = 0;
        while ((await GetAsync($"/works/{count + 1}")).IsSuccessStatusCode)
            count++;
        return count;
    }

    /// <summary>What a page's forms carry.</summary>
    public async Task<string> FormTokenAsync(string page)
    {
        var match = FormToken().Match(await (await GetAsync(page)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(match.Success, $"{page} has no form.");
        return match.Groups[1].Value;
    }

    /// <summary>Sends a form as its page would.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] fields) =>
        await PostWithAsync(await FormTokenAsync(page), path, fields);

    public Task<HttpResponseMessage> PostWithAsync(string token, string path, params (string Name, string Value)[] fields) =>
        _client.PostAsync(path, new FormUrlEncodedContent([new("form-token", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]), TestContext.Current.CancellationToken);

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
