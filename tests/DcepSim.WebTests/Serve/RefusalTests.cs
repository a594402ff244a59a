using System.Net;
using System.Text;
using DcepSim.Web.Serve;

namespace DcepSim.WebTests.Serve;

/// <summary>What is not wanted is refused with a page that says why, and has no effect.</summary>
public class RefusalTests
{
    private const string Luohu = "/scenarios/shenzhen-luohu-2020";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/results/..%2fsecret")]
    [InlineData("/results/%2e%2e%2fsecret/manifest.json")]
    [InlineData("/results/mine/..%2f..%2fsecret%2fmanifest.json")]
    [InlineData("/results/mine/%2e%2e%2fmanifest.json")]
    [InlineData("/results/link/manifest.json")]
    [InlineData("/results/mine/link.json")]
    [InlineData("/results/mine/.hidden")]
    [InlineData("/results/secret%00/manifest.json")]
    [InlineData("/results/..%5csecret/manifest.json")]
    [InlineData("/results/mine/all.zip/..%2f..%2fsecret")]
    [InlineData("/scenarios/..%2f..%2fsecret%2fmanifest")]
    public async Task No_name_leads_out_of_the_results(string path)
    {
        await using var server = await Server.StartAsync();
        var secret = Directory.CreateDirectory(Path.Combine(server.Root, "secret")).FullName;
        await File.WriteAllTextAsync(Path.Combine(secret, "manifest.json"), "top secret", Cancellation);
        var mine = Directory.CreateDirectory(Path.Combine(server.Results, "mine")).FullName;
        await File.WriteAllTextAsync(Path.Combine(mine, "manifest.json"), "{}", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(mine, ".hidden"), "top secret", Cancellation);
        Directory.CreateSymbolicLink(Path.Combine(server.Results, "link"), secret);
        File.CreateSymbolicLink(Path.Combine(mine, "link.json"), Path.Combine(secret, "manifest.json"));
        using var visitor = server.NewVisitor();

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address.ToString().TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        var answer = await visitor.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}: {text}");
        Assert.DoesNotContain("top secret", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/results/mine/manifest.json")).StatusCode);
    }

    [Fact]
    public async Task An_upload_of_a_hundred_megabytes_is_too_large()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var token = await visitor.FormTokenAsync("/");
        using var form = new MultipartFormDataContent { { new StringContent(token), "form-token" }, { new ByteArrayContent(new byte[100 << 20]), "file", "large.json" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/scenarios") { Content = form };
        request.Headers.ExpectContinue = true;

        var answer = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("larger than allowed", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False(Directory.Exists(server.Results));
    }

    [Fact]
    public async Task An_upload_that_hides_its_length_ends_at_the_limit()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var token = await visitor.FormTokenAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/scenarios") { Content = new FormUrlEncodedContent([new("form-token", token), new("json", new string(' ', 3 << 20))]) };
        request.Headers.TransferEncodingChunked = true;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.SendAsync(request)).StatusCode);
        Assert.False(Directory.Exists(server.Results));
    }

    [Fact]
    public async Task Of_a_thousand_starts_at_once_only_as_many_as_allowed_begin()
    {
        await using var server = await Server.StartAsync(options => options with { WorksMax = 2 });
        using var visitor = server.NewVisitor();
        var token = await visitor.FormTokenAsync(Luohu);

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => visitor.PostWithAsync(token, Luohu + "/runs", ("runs", "100000"), ("seed", "1"))));

        Assert.Equal(2, answers.Count(answer => answer.StatusCode == HttpStatusCode.SeeOther));
        Assert.Equal(998, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.Equal(2, await visitor.WorksAsync());
        Assert.Contains("Nothing was started", await answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        await server.View.DisposeAsync();
        Assert.Empty(Directory.EnumerateFiles(server.Root, "*", SearchOption.AllDirectories)); // stopped works leave nothing
    }

    [Fact]
    public async Task A_script_in_a_scenarios_title_is_shown_as_text()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var json = await (await visitor.GetAsync(Luohu + "/file")).Content.ReadAsStringAsync(Cancellation);
        var mine = json.Replace("\"shenzhen-luohu-2020\"", "\"mine\"", StringComparison.Ordinal).Replace("Shenzhen Luohu red packets, October 2020", "<script>alert(1)</script>", StringComparison.Ordinal);

        var answer = await visitor.PostAsync("/", "/scenarios", ("json", mine));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        foreach (var page in new[] { "/", "/scenarios/mine" })
        {
            var html = await (await visitor.GetAsync(page)).Content.ReadAsStringAsync(Cancellation);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_script_in_a_scenarios_name_is_a_fault_shown_as_text()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var json = await (await visitor.GetAsync(Luohu + "/file")).Content.ReadAsStringAsync(Cancellation);

        var answer = await visitor.PostAsync("/", "/scenarios", ("json", json.Replace("\"shenzhen-luohu-2020\"", "\"<script>alert(1)</script>\"", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.False(Directory.Exists(server.Results));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=0123456789abcdef0123456789abcdeX")]
    public async Task Without_the_right_token_nobody_comes_in(string query)
    {
        await using var server = await Server.StartAsync(options => options with { Token = "0123456789abcdef0123456789abcdef" });
        using var visitor = server.NewVisitor();
        foreach (var path in new[] { "/", Luohu, "/health", "/works/1", "/results/mine" })
        {
            var answer = await visitor.GetAsync(path + query);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("carries the token", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_right_token_is_shown_once_and_leaves_the_address()
    {
        await using var server = await Server.StartAsync(options => options with { Token = "0123456789abcdef0123456789abcdef" });
        using var visitor = server.NewVisitor();

        var first = await visitor.GetAsync("/?token=0123456789abcdef0123456789abcdef");

        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal("/", first.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Another_address_needs_a_token()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => LiveView.StartAsync(new() { Address = IPAddress.Any, Port = 0, Program = ["dotnet"] }, Cancellation));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Host", "evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task A_request_from_another_site_does_nothing(string header, string value, HttpStatusCode expected)
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var token = await visitor.FormTokenAsync(Luohu);
        using var request = new HttpRequestMessage(HttpMethod.Post, Luohu + "/runs") { Content = new FormUrlEncodedContent([new("form-token", token), new("runs", "1"), new("seed", "1")]) };
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(expected, (await visitor.SendAsync(request)).StatusCode);
        Assert.Equal(0, await visitor.WorksAsync());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "runs=1&seed=1")]
    [InlineData("application/x-www-form-urlencoded", "form-token=invented&runs=1&seed=1")]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "runs=1")]
    public async Task A_form_that_did_not_come_from_here_does_nothing(string type, string body)
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        await visitor.GetAsync(Luohu);
        using var request = new HttpRequestMessage(HttpMethod.Post, Luohu + "/runs") { Content = new StringContent(body, Encoding.UTF8, type) };

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SendAsync(request)).StatusCode);
        Assert.Equal(0, await visitor.WorksAsync());
    }

    [Fact]
    public async Task A_faulty_form_comes_back_with_what_is_wrong_and_starts_nothing()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();

        var answer = await visitor.PostAsync(Luohu, Luohu + "/runs", ("runs", "0"), ("seed", "1"), ("campaign.packets[0].faceYuan", "-5"), ("merchants.count", "many"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains("an amount with at most two decimals from 0 to 1000000 yuan", html, StringComparison.Ordinal);
        Assert.Contains("a whole number from 1 to 1000000 merchants", html, StringComparison.Ordinal);
        Assert.Contains("value=\"many\"", html, StringComparison.Ordinal);
        Assert.Equal(0, await visitor.WorksAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData(Luohu)]
    [InlineData("/compare")]
    [InlineData("/bench")]
    [InlineData("/nowhere")]
    [InlineData("/assets/app.css")]
    public async Task Every_page_says_what_it_may_load(string path)
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var answer = await visitor.GetAsync(path);
        Assert.Equal("default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'", answer.Headers.GetValues("Content-Security-Policy").Single());
        var html = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
    }
}
