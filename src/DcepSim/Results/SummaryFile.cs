using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Results;

/// <summary>Writes <c>summary.json</c>: the same result always gives the same bytes.</summary>
public static class SummaryFile
{
    /// <summary>The format and its version. Fields may be added to it; those there are keep their names and meanings.</summary>
    public const string Schema = "dcepsim.summary/1";

    /// <summary>The summary as UTF-8 JSON.</summary>
    public static byte[] Write(CampaignResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonFiles.Write(json => Write(json, result));
    }

    private static void Write(Utf8JsonWriter json, CampaignResult result)
    {
        json.WriteString("schema", Schema);
        json.WriteString("scenario", result.Scenario.Name);
        json.WriteString("scenarioHash", result.ScenarioHash);
        json.WriteNumber("seed", result.Seed);
        json.WriteNumber("runs", result.Runs.Length);
        if (result.Precision is { } precision)
            JsonFiles.WriteStopping(json, precision);
        json.WriteString("version", ProgramVersion.Version);
        if (result.Ensemble is { } ensemble)
            JsonFiles.WriteEnsemble(json, ensemble);
        json.WriteStartObject("metrics");
        foreach (var metric in result.Metrics)
            Write(json, metric);
        json.WriteEndObject();
        json.WriteStartObject("audit");
        json.WriteNumber("issuedFen", result.Runs[0].Outcome.IssuedFen); // the same in every run: what the scenario's operators and funder buy
        json.WriteNumber("breaks", result.AuditBreaks);
        json.WriteBoolean("ok", result.BooksAreClean);
        json.WriteEndObject();
        json.WriteStartObject("estimators");
        json.WriteString("mean", EstimatorNames.Mean);
        json.WriteString("sd", EstimatorNames.StandardDeviation);
        json.WriteString("meanLow,meanHigh", EstimatorNames.MeanInterval);
        json.WriteString("runLow,runHigh", EstimatorNames.RunRange);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MetricEstimate metric)
    {
        var estimate = metric.Estimate;
        json.WriteStartObject(metric.Metric.Name);
        json.WriteString("role", ScenarioNames.Of(metric.Role));
        JsonFiles.WriteMean(json, estimate);
        JsonFiles.WriteNumber(json, "runLow", estimate.RunLow);
        JsonFiles.WriteNumber(json, "runHigh", estimate.RunHigh);
        json.WriteNumber("level", estimate.Level);
        if (metric.Published is { } published)
            json.WriteNumber("published", published);
        else
            json.WriteNull("published");
        json.WriteEndObject();
    }
}
