using System.Globalization;
using System.Text.Json;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Forecasts;

/// <summary>Writes <c>predict.json</c>, <c>predict.csv</c> and the <c>summary.json</c> of a forecast.</summary>
internal static class ForecastFile
{
    public static byte[] WriteJson(CampaignForecast forecast) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudy(json, CampaignForecast.Schema, forecast.Facts);
        WriteWhat(json, forecast);
        WriteAssumed(json, forecast);
        json.WriteStartObject("metrics");
        foreach (var metric in forecast.Metrics)
            Write(json, metric);
        json.WriteEndObject();
        json.WriteStartArray("otherScales");
        foreach (var scaled in forecast.OtherScales)
        {
            json.WriteStartObject();
            json.WriteNumber("factor", scaled.Factor);
            json.WriteStartObject("metrics");
            foreach (var metric in scaled.Metrics)
            {
                json.WriteStartObject(metric.Metric.Name);
                JsonFiles.WriteNumber(json, "low", metric.Low);
                JsonFiles.WriteNumber(json, "high", metric.High);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteEstimators(json);
    });

    public static byte[] WriteCsv(CampaignForecast forecast)
    {
        var rows = new CsvText();
        rows.Add("metric", "scaleFactor", "mean", "median", "low", "high", "level", "sd", "chanceSd", "parameterSd", "betweenSd", "firstPilotScaled", "meanOfRatios");
        foreach (var metric in forecast.Metrics)
            Add(rows, metric, 1, hasParts: true);
        foreach (var scaled in forecast.OtherScales)
        {
            foreach (var metric in scaled.Metrics)
                Add(rows, metric, scaled.Factor, hasParts: false);
        }

        return rows.ToBytes();
    }

    /// <summary>The summary as run writes it, with the ends of the prediction intervals.</summary>
    public static byte[] WriteSummary(CampaignForecast forecast) => JsonFiles.Write(json =>
    {
        json.WriteString("schema", SummaryFile.Schema);
        json.WriteString("scenario", forecast.Target.Name);
        json.WriteString("scenarioHash", ScenarioWriter.Hash(forecast.Target));
        json.WriteNumber("seed", forecast.Facts.Seed);
        json.WriteNumber("runs", forecast.Facts.Runs);
        json.WriteString("version", ProgramVersion.Version);
        json.WriteStartArray("fittedOn");
        foreach (var pilot in forecast.Training)
            json.WriteStringValue(pilot.Name);
        json.WriteEndArray();
        json.WriteStartObject("metrics");
        foreach (var metric in forecast.Metrics)
            Write(json, metric);
        json.WriteEndObject();
        json.WriteStartObject("audit");
        json.WriteNumber("issuedFen", forecast.Result.Runs[0].Outcome.IssuedFen);
        json.WriteNumber("breaks", forecast.Result.AuditBreaks);
        json.WriteBoolean("ok", forecast.Result.BooksAreClean);
        json.WriteEndObject();
        WriteEstimators(json);
    });

    private static void WriteWhat(Utf8JsonWriter json, CampaignForecast forecast)
    {
        json.WriteString("scenario", forecast.Target.Name);
        json.WriteString("scenarioHash", ScenarioWriter.Hash(forecast.Target));
        json.WriteStartArray("fittedOn");
        foreach (var pilot in forecast.Training)
        {
            json.WriteStartObject();
            json.WriteString("scenario", pilot.Name);
            json.WriteString("scenarioHash", ScenarioWriter.Hash(pilot));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAssumed(Utf8JsonWriter json, CampaignForecast forecast)
    {
        json.WriteStartObject("sets");
        json.WriteNumber("found", forecast.Sets);
        json.WriteNumber("tried", forecast.SetsTried);
        json.WriteEndObject();
        json.WriteStartArray("between");
        foreach (var between in forecast.Assumed.Between)
        {
            json.WriteStartObject();
            json.WriteString("path", between.Path);
            json.WriteString("measure", ScenarioNames.Of(between.Field.Measure));
            json.WriteNumber("scale", between.BetweenScale);
            json.WriteNumber("assumedLow", between.AssumedLow);
            json.WriteNumber("assumedHigh", between.AssumedHigh);
            json.WriteStartArray("toldBy");
            foreach (var pilot in forecast.Facts.Ensemble is null ? forecast.Training.Where(pilot => IsFitted(pilot, between)) : [])
                json.WriteStringValue(pilot.Name);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("over");
        foreach (var field in forecast.Assumed.Over)
        {
            json.WriteStartObject();
            json.WriteString("path", field.Path);
            json.WriteNumber("low", field.Low);
            json.WriteNumber("high", field.High);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool IsFitted(Scenario pilot, ForecastField between) => ScenarioMarks.Find(pilot.Provenance, between.Path)?.Mark == Mark.Fitted;

    private static void Write(Utf8JsonWriter json, MetricForecast metric)
    {
        json.WriteStartObject(metric.Metric.Name);
        json.WriteString("role", "forecast");
        JsonFiles.WriteNumber(json, "mean", metric.Mean);
        JsonFiles.WriteNumber(json, "sd", metric.Sd);
        JsonFiles.WriteNumber(json, "median", metric.Median);
        JsonFiles.WriteNumber(json, "low", metric.Low);
        JsonFiles.WriteNumber(json, "high", metric.High);
        json.WriteNumber("level", metric.Level);
        json.WriteStartObject("parts");
        JsonFiles.WriteNumber(json, "chanceSd", metric.ChanceSd);
        JsonFiles.WriteNumber(json, "parameterSd", metric.ParameterSd);
        JsonFiles.WriteNumber(json, "betweenSd", metric.BetweenSd);
        json.WriteEndObject();
        json.WriteStartObject("baselines");
        JsonFiles.WriteNumber(json, "firstPilotScaled", metric.FirstPilotScaled);
        JsonFiles.WriteNumber(json, "meanOfRatios", metric.MeanOfRatios);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Add(CsvText rows, MetricForecast metric, double factor, bool hasParts) => rows.Add(
        metric.Metric.Name,
        factor.ToString("R", CultureInfo.InvariantCulture),
        CsvText.Number(metric.Mean),
        CsvText.Number(metric.Median),
        CsvText.Number(metric.Low),
        CsvText.Number(metric.High),
        CsvText.Number(metric.Level),
        CsvText.Number(metric.Sd),
        CsvText.Number(hasParts ? metric.ChanceSd : null),
        CsvText.Number(hasParts ? metric.ParameterSd : null),
        CsvText.Number(hasParts ? metric.BetweenSd : null),
        CsvText.Number(metric.FirstPilotScaled),
        CsvText.Number(metric.MeanOfRatios));

    private static void WriteEstimators(Utf8JsonWriter json)
    {
        json.WriteStartObject("estimators");
        json.WriteString("mean,sd,median", "over draws: each run has a parameter set fitted to the training pilots, moved as pilots may differ");
        json.WriteString("low,high", EstimatorNames.PredictionInterval);
        json.WriteString("chanceSd", "runs at the median of every field");
        json.WriteString("parameterSd", "runs over the fitted sets, chance taken off");
        json.WriteString("betweenSd", "the rest: half-normal scales between pilots, assumed, sharpened by the training pilots (factor 1 + 1/pilots)");
        json.WriteString("firstPilotScaled", "the first training pilot's figure by packets (counts) or money issued (sums)");
        json.WriteString("meanOfRatios", "the mean of the training pilots' figures by packets or money issued");
        json.WriteEndObject();
    }
}
