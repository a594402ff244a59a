using System.Globalization;
using DcepSim.Web.Serve.Pages;
using Microsoft.AspNetCore.Http;

namespace DcepSim.Web.Serve;

internal sealed partial class Doors
{
    private async Task ResultAsync(HttpContext context)
    {
        if (ReadResult(Part(context, "name")) is not { } result)
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.result").ConfigureAwait(false);
            return;
        }

        await pages.WriteAsync<ResultPage>(context, new Dictionary<string, object?>
        {
            [nameof(ResultPage.Result)] = result,
            [nameof(ResultPage.Files)] = results.Files(result.Name),
            [nameof(ResultPage.Others)] = ReadResults().Where(other => other.Kind == "run" && other.Name != result.Name).ToList(),
        }).ConfigureAwait(false);
    }

    private async Task ResultFileAsync(HttpContext context)
    {
        if (results.Find(Part(context, "name"), Part(context, "file")) is not { } file)
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.result").ConfigureAwait(false);
            return;
        }

        var type = file.Extension switch { ".html" => "text/html; charset=utf-8", ".json" => "application/json", ".csv" => "text/csv; charset=utf-8", _ => "application/octet-stream" };
        context.Response.ContentType = type;
        context.Response.ContentLength = file.Length;
        if (file.Extension != ".html")
            context.Response.Headers.ContentDisposition = $"attachment; filename={file.Name}";
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.SendFileAsync(file.FullName, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task ZipAsync(HttpContext context)
    {
        var name = Part(context, "name");
        if (results.Find(name) is null)
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.result").ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition = $"attachment; filename={name}.zip";
        var zip = await results.ZipAsync(name, context.RequestAborted).ConfigureAwait(false);
        await using (zip.ConfigureAwait(false))
        {
            context.Response.ContentLength = zip.Length;
            await zip.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task CompareAsync(HttpContext context)
    {
        var runs = ReadResults().Where(result => result.Kind == "run").ToList();
        await pages.WriteAsync<ComparePage>(context, new Dictionary<string, object?>
        {
            [nameof(ComparePage.Choices)] = runs,
            [nameof(ComparePage.First)] = ReadResult(context.Request.Query["first"].ToString()) is { Kind: "run" } first ? first : null,
            [nameof(ComparePage.Second)] = ReadResult(context.Request.Query["second"].ToString()) is { Kind: "run" } second ? second : null,
        }).ConfigureAwait(false);
    }

    private async Task StartCompareAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var (first, second) = (ReadResult(form["first"].ToString()), ReadResult(form["second"].ToString()));
        if (first is not { Kind: "run" } || second is not { Kind: "run" } || first.Name == second.Name)
        {
            await pages.RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, "refused.compare").ConfigureAwait(false);
            return;
        }

        var runs = Math.Clamp(Math.Max(first.Runs, second.Runs), 2, RunsMax).ToString(CultureInfo.InvariantCulture);
        await StartAsync(context, WorkKind.Compare, $"{first.Name} · {second.Name}", "compare", ["compare", results.Find(first.Name)!, results.Find(second.Name)!, "--runs", runs]).ConfigureAwait(false);
    }
}
