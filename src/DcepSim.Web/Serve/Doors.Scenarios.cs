using System.Globalization;
using System.Text;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Web.Serve.Pages;
using Microsoft.AspNetCore.Http;

namespace DcepSim.Web.Serve;

internal sealed partial class Doors
{
    private const int RunsMax = 100_000;

    private async Task ScenarioAsync(HttpContext context, int status, RunAsked? asked)
    {
        if (scenarios.Read(Part(context, "name")) is not { } scenario)
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.scenario").ConfigureAwait(false);
            return;
        }

        await pages.WriteAsync<ScenarioPage>(context, new Dictionary<string, object?>
        {
            [nameof(ScenarioPage.Scenario)] = scenario,
            [nameof(ScenarioPage.Asked)] = asked ?? new RunAsked(ScenarioInputs.Of(scenario), [], "20", "1", null, null),
        }, status).ConfigureAwait(false);
    }

    private async Task ScenarioFileAsync(HttpContext context)
    {
        if (scenarios.Read(Part(context, "name")) is not { } scenario)
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.scenario").ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentDisposition = $"attachment; filename={scenario.Name}.json";
        await context.Response.Body.WriteAsync(ScenarioWriter.Write(scenario), context.RequestAborted).ConfigureAwait(false);
    }

    private async Task BringScenarioAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            var file = form.Files.GetFile("file");
            Scenario scenario;
            var json = file?.OpenReadStream() ?? new MemoryStream(Encoding.UTF8.GetBytes(form["json"].ToString()));
            await using (json.ConfigureAwait(false))
                scenario = ScenarioReader.Read(json, file?.FileName is { Length: > 0 } name ? name : "scenario");
            if (scenarios.TryAdd(scenario))
                Go(context, $"/scenarios/{scenario.Name}");
            else
                await pages.RefuseAsync(context, StatusCodes.Status409Conflict, "refused.name", scenario.Name).ConfigureAwait(false);
        }
        catch (ScenarioException refused)
        {
            await pages.RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, "refused.faults", FaultWords.Of(refused, pages.VisitOf(context).Language)).ConfigureAwait(false);
        }
    }

    private async Task CheckAsync(HttpContext context)
    {
        if (await ReadAskedAsync(context).ConfigureAwait(false) is not var (_, asked))
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.scenario").ConfigureAwait(false);
            return;
        }

        await pages.WriteAsync<FaultsPart>(context, new Dictionary<string, object?> { [nameof(FaultsPart.Asked)] = asked }).ConfigureAwait(false);
    }

    private async Task StartRunAsync(HttpContext context)
    {
        if (await ReadAskedAsync(context).ConfigureAwait(false) is not var (scenario, asked))
        {
            await pages.RefuseAsync(context, StatusCodes.Status404NotFound, "refused.scenario").ConfigureAwait(false);
            return;
        }

        if (!asked.IsValid)
        {
            await ScenarioAsync(context, StatusCodes.Status422UnprocessableEntity, asked).ConfigureAwait(false);
            return;
        }

        var settings = ScenarioInputs.Settings(ScenarioInputs.Of(scenario), asked.Inputs).SelectMany(setting => new[] { "--set", setting });
        await StartAsync(context, WorkKind.Run, scenario.Name, $"{scenario.Name}-{asked.Seed}", ["run", scenarios.Find(scenario.Name)!, .. settings, "--runs", asked.Runs, "--seed", asked.Seed, "--lang", pages.VisitOf(context).Language.Code]).ConfigureAwait(false);
    }

    private async Task<(Scenario, RunAsked)?> ReadAskedAsync(HttpContext context)
    {
        if (scenarios.Read(Part(context, "name")) is not { } scenario)
            return null;
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var before = ScenarioInputs.Of(scenario);
        var (inputs, others) = ScenarioInputs.Check(scenario, before, ScenarioInputs.With(before, path => form.TryGetValue(path, out var value) ? value.ToString() : null));
        var (runs, seed) = (form["runs"].ToString().Trim(), form["seed"].ToString().Trim());
        var isRuns = int.TryParse(runs, NumberStyles.None, CultureInfo.InvariantCulture, out var many) && many is >= 1 and <= RunsMax;
        var isSeed = long.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return (scenario, new(inputs, others, isRuns ? many.ToString(CultureInfo.InvariantCulture) : runs, isSeed ? number.ToString(CultureInfo.InvariantCulture) : seed, isRuns ? null : "form.runs.allowed", isSeed ? null : "form.seed.allowed"));
    }
}
