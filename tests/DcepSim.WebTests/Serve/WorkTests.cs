using System.IO.Compression;
using System.Net;

namespace DcepSim.WebTests.Serve;

/// <summary>Work from the first form to the last file, without a browser and without scripts.</summary>
public class WorkTests
{
    private const string Luohu = "/scenarios/shenzhen-luohu-2020";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_campaign_runs_and_everything_can_be_taken_away()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();

        var started = await visitor.PostAsync(Luohu, Luohu + "/runs", ("runs", "2"), ("seed", "5"), ("campaign.packets[0].faceYuan", "100"), ("campaign.applicants", "60000"), ("campaign.packets[0].count", "2000"));
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        await EndAsync(visitor, started.Headers.Location!.ToString());

        var page = await visitor.ReadAsync("/results/shenzhen-luohu-2020-5");
        Assert.Contains("the books agree to the fen", page, StringComparison.Ordinal);
        var manifest = await visitor.ReadAsync("/results/shenzhen-luohu-2020-5/manifest.json");
        Assert.Contains("\"faceYuan\": 100", manifest, StringComparison.Ordinal);
        await using var zip = new ZipArchive(await (await visitor.GetAsync("/results/shenzhen-luohu-2020-5/all.zip")).Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal(
            new DirectoryInfo(Path.Combine(server.Results, "shenzhen-luohu-2020-5")).GetFiles().Select(file => $"shenzhen-luohu-2020-5/{file.Name}").Order(StringComparer.Ordinal),
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Events_carry_the_parts_of_the_page_until_the_work_has_ended()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var started = await visitor.PostAsync(Luohu, Luohu + "/runs", ("runs", "3"), ("seed", "1"), ("campaign.packets[0].count", "2000"));

        var events = await visitor.ReadAsync(started.Headers.Location + "/events");

        Assert.Contains("event: last", events, StringComparison.Ordinal);
        Assert.Contains("id=\"work-status\" data-state=\"Done\"", events, StringComparison.Ordinal);
        Assert.Contains("3 of 3 runs", events, StringComparison.Ordinal);
        Assert.Matches("data-dots=\"[1-3]\"", events);
    }

    [Fact]
    public async Task A_stopped_work_leaves_no_result()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var started = await visitor.PostAsync(Luohu, Luohu + "/runs", ("runs", "100000"), ("seed", "1"));
        var work = started.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync(work, work + "/stop")).StatusCode);

        var events = await visitor.ReadAsync(work + "/events");

        Assert.Contains("data-state=\"Stopped\"", events, StringComparison.Ordinal);
        Assert.DoesNotContain("shenzhen-luohu-2020-1\"", await visitor.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_benchmark_is_driven_and_watched()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var started = await visitor.PostAsync("/bench", "/bench", ("transfers", "200000"), ("accounts", "1000"), ("submitters", "2"), ("batch", "1000"), ("mix", "transfers"), ("durability", "os"));

        await EndAsync(visitor, started.Headers.Location!.ToString());

        var page = await visitor.ReadAsync(started.Headers.Location!.ToString());
        Assert.Contains("transfers a second", page, StringComparison.Ordinal);
        Assert.Contains("holds", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_results_are_compared_under_the_same_chance()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        foreach (var face in new[] { "200", "100" })
            await EndAsync(visitor, (await visitor.PostAsync(Luohu, Luohu + "/runs", ("runs", "2"), ("seed", "1"), ("campaign.packets[0].count", "1000"), ("campaign.packets[0].faceYuan", face))).Headers.Location!.ToString());

        var side = await visitor.ReadAsync("/compare?first=shenzhen-luohu-2020-1&second=shenzhen-luohu-2020-1-2");
        Assert.Contains("Side by side", side, StringComparison.Ordinal);
        var started = await visitor.PostAsync("/compare?first=shenzhen-luohu-2020-1&second=shenzhen-luohu-2020-1-2", "/compare", ("first", "shenzhen-luohu-2020-1"), ("second", "shenzhen-luohu-2020-1-2"));
        await EndAsync(visitor, started.Headers.Location!.ToString());

        Assert.Contains("compare.json", await visitor.ReadAsync("/results/compare"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chinese_is_spoken_to_whoever_asks_for_it_and_remembered()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        Assert.Contains("方案与结果", await visitor.ReadAsync("/?lang=zh"), StringComparison.Ordinal);
        Assert.Contains("礼享罗湖数字人民币红包", await visitor.ReadAsync(Luohu), StringComparison.Ordinal);
        Assert.Contains("每日消费次数", await visitor.ReadAsync(Luohu), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_one_types_the_readers_own_words_come_back()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();
        var answer = await visitor.PostAsync(Luohu, Luohu + "/check", ("runs", "20"), ("seed", "1"), ("behaviour.basket.sigma", "9"));
        Assert.Contains("a number from 0.01 to 3", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation)), StringComparison.Ordinal);
    }

    /// <summary>The stream of events ends with the work.</summary>
    private static async Task EndAsync(Visitor visitor, string work)
    {
        var events = await visitor.ReadAsync(work + "/events");
        Assert.True(events.Contains("data-state=\"Done\"", StringComparison.Ordinal), events[^Math.Min(events.Length, 3_000)..]);
    }
}
