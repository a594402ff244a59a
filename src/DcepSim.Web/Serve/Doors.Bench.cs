using System.Globalization;
using DcepSim.Web.Serve.Pages;
using Microsoft.AspNetCore.Http;

namespace DcepSim.Web.Serve;

internal sealed partial class Doors
{
    private async Task BenchAsync(HttpContext context, int status, BenchAsked? asked) =>
        await pages.WriteAsync<BenchPage>(context, new Dictionary<string, object?> { [nameof(BenchPage.Asked)] = asked ?? new BenchAsked(), [nameof(BenchPage.Works)] = works.All.Where(work => work.Kind == WorkKind.Bench).ToList() }, status).ConfigureAwait(false);

    private async Task StartBenchAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var asked = new BenchAsked(form["transfers"].ToString().Trim(), form["accounts"].ToString().Trim(), form["submitters"].ToString().Trim(), form["batch"].ToString().Trim(), form["mix"].ToString(), form["durability"].ToString());
        if (asked.FaultyFields.Count > 0)
        {
            await BenchAsync(context, StatusCodes.Status422UnprocessableEntity, asked).ConfigureAwait(false);
            return;
        }

        var subject = string.Create(CultureInfo.InvariantCulture, $"{asked.Mix}, {asked.Durability}");
        await StartAsync(context, WorkKind.Bench, subject, null, [.. asked.Arguments]).ConfigureAwait(false);
    }
}
