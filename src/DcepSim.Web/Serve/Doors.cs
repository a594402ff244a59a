using System.Runtime.CompilerServices;
using System.Net.ServerSentEvents;
using System.Reflection;
using DcepSim.Simulation.Scenarios;
using DcepSim.Web.Serve.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DcepSim.Web.Serve;

/// <summary>Which address leads where.</summary>
internal sealed partial class Doors(ServeOptions options, PageWriter pages, WorkFloor works, ResultShelf results, ScenarioShelf scenarios)
{
    private static readonly TimeSpan EventPause = TimeSpan.FromMilliseconds(250);

    public void Open(WebApplication server)
    {
        Get("/", HomeAsync);
        Get("/health", context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        Get("/assets/{name}", context => AssetAsync(context, Part(context, "name")));
        Get("/favicon.ico", context => AssetAsync(context, "icon.svg")); // asked for by browsers that show a report: it names no icon, to be one file
        Get("/scenarios/{name}", context => ScenarioAsync(context, StatusCodes.Status200OK, null));
        Get("/scenarios/{name}/file", ScenarioFileAsync);
        Post("/scenarios", BringScenarioAsync);
        Post("/scenarios/{name}/check", CheckAsync);
        Post("/scenarios/{name}/runs", StartRunAsync);
        Get("/works/{id}", WorkAsync);
        Get("/works/{id}/events", EventsAsync);
        Post("/works/{id}/stop", StopAsync);
        Get("/results/{name}", ResultAsync);
        Get("/results/{name}/all.zip", ZipAsync);
        Get("/results/{name}/{file}", ResultFileAsync);
        Get("/compare", CompareAsync);
        Post("/compare", StartCompareAsync);
        Get("/bench", context => BenchAsync(context, StatusCodes.Status200OK, null));
        Post("/bench", StartBenchAsync);
        server.MapFallback(context => pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.page"));

        void Get(string path, RequestDelegate open) => server.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], open);
        void Post(string path, RequestDelegate open) => server.MapMethods(path, [HttpMethods.Post], open);
    }

    private static string Part(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static void Go(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }

    private Task HomeAsync(HttpContext context) => pages.WriteAsync<HomePage>(context, new Dictionary<string, object?>
    {
        [nameof(HomePage.Scenarios)] = scenarios.Names().Select(scenarios.Read).OfType<Scenario>().ToList(),
        [nameof(HomePage.Results)] = ReadResults(),
        [nameof(HomePage.Works)] = works.All,
    });

    private List<ResultView> ReadResults() => [.. results.Names().Take(100).Select(ReadResult).OfType<ResultView>()];

    private ResultView? ReadResult(string name) => results.Find(name) is { } folder ? ResultView.Read(name, folder) : null;

    private async Task AssetAsync(HttpContext context, string name)
    {
        var type = Path.GetExtension(name) switch { ".css" => "text/css; charset=utf-8", ".js" => "text/javascript; charset=utf-8", ".svg" => "image/svg+xml", _ => null };
        var asset = type is null ? null : Assembly.GetExecutingAssembly().GetManifestResourceStream($"assets/{name}");
        if (asset is null)
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.page").ConfigureAwait(false);
            return;
        }

        await using (asset.ConfigureAwait(false))
        {
            context.Response.ContentType = type;
            context.Response.Headers.CacheControl = "no-cache";
            await asset.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task WorkAsync(HttpContext context)
    {
        if (works.Find(Part(context, "id")) is not { } work)
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.work").ConfigureAwait(false);
        else
            await pages.WriteAsync<WorkPage>(context, WorkParts(work.View)).ConfigureAwait(false);
    }

    private Dictionary<string, object?> WorkParts(WorkView view) => new()
    {
        [nameof(WorkPage.Work)] = view,
        [nameof(WorkPage.Scenario)] = view.Kind == WorkKind.Run ? scenarios.Read(view.Subject) : null,
        [nameof(WorkPage.HasReport)] = view.Result is { } result && results.Find(result, "report.html") is not null,
    };

    private async Task EventsAsync(HttpContext context)
    {
        if (works.Find(Part(context, "id")) is not { } work)
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.work").ConfigureAwait(false);
            return;
        }

        await TypedResults.ServerSentEvents(FragmentsAsync(work, pages.VisitOf(context), context.RequestAborted)).ExecuteAsync(context).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<SseItem<string>> FragmentsAsync(Work work, Visit visit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        WorkView? seen = null;
        while (seen is null || seen.State == WorkState.Going)
        {
            seen = await work.NextAsync(seen, cancellation).ConfigureAwait(false);
            yield return new(await pages.FragmentAsync<WorkPart>(visit, WorkParts(seen)).ConfigureAwait(false), seen.State == WorkState.Going ? "part" : "last");
            await Task.Delay(EventPause, options.Clock, cancellation).ConfigureAwait(false);
        }
    }

    private async Task StopAsync(HttpContext context)
    {
        if (works.Find(Part(context, "id")) is not { } work)
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.work").ConfigureAwait(false);
            return;
        }

        work.Stop();
        Go(context, $"/works/{work.View.Id}");
    }

    private async Task StartAsync(HttpContext context, WorkKind kind, string subject, string? result, IReadOnlyList<string> arguments)
    {
        if (works.TryStart(kind, subject, result, arguments) is { } work)
        {
            Go(context, $"/works/{work.View.Id}");
            return;
        }

        context.Response.Headers.RetryAfter = "10";
        await pages.RefuseAsync(context, StatusCodes.Status429TooManyRequests, "refused.busy").ConfigureAwait(false);
    }
}
