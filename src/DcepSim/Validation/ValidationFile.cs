using System.Globalization;
using System.Text.Json;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Validation;

/// <summary>Writes <c>validate.json</c> and <c>validate.csv</c>.</summary>
internal static class ValidationFile
{
    public static byte[] WriteJson(CampaignValidation validation) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudy(json, CampaignValidation.Schema, validation.Facts);
        json.WriteString("scenario", validation.Result.Scenario.Name);
        json.WriteString("scenarioHash", validation.Result.ScenarioHash);
        json.WriteStartObject("statistics");
        foreach (var figure in validation.Figures)
            Write(json, figure);
        json.WriteEndObject();
        json.WriteStartObject("heldOut");
        json.WriteNumber("tests", validation.Figures.Count(figure => figure.IsTest));
        json.WriteNumber("validated", validation.Figures.Count(figure => figure.IsValidated == true));
        json.WriteEndObject();
        json.WriteStartObject("estimators");
        json.WriteString("mean", EstimatorNames.Mean);
        json.WriteString("sd", EstimatorNames.StandardDeviation);
        json.WriteString("meanLow,meanHigh", EstimatorNames.MeanInterval);
        json.WriteString("runLow,runHigh", EstimatorNames.RunRange);
        json.WriteString("validated", "held-out figures only: whether the figure lies in the run range; null for all others, which test nothing");
        json.WriteEndObject();
    });

    public static byte[] WriteCsv(CampaignValidation validation)
    {
        var rows = new CsvText();
        rows.Add("metric", "role", "published", "runs", "mean", "sd", "meanLow", "meanHigh", "runLow", "runHigh", "level", "difference", "insideMeanInterval", "insideRunRange", "validated");
        foreach (var figure in validation.Figures)
        {
            var estimate = figure.Estimate;
            rows.Add(
                figure.Metric.Name,
                ScenarioNames.Of(figure.Figure.Role),
                figure.Figure.Value.ToString(CultureInfo.InvariantCulture),
                estimate?.Runs.ToString(CultureInfo.InvariantCulture) ?? "",
                CsvText.Number(estimate?.Mean),
                CsvText.Number(estimate?.Sd),
                CsvText.Number(estimate?.MeanLow),
                CsvText.Number(estimate?.MeanHigh),
                CsvText.Number(estimate?.RunLow),
                CsvText.Number(estimate?.RunHigh),
                CsvText.Number(estimate?.Level),
                CsvText.Number(figure.Difference),
                CsvText.Truth(figure.IsInsideMeanInterval),
                CsvText.Truth(figure.IsInsideRunRange),
                CsvText.Truth(figure.IsValidated));
        }

        return rows.ToBytes();
    }

    private static void Write(Utf8JsonWriter json, ValidatedFigure figure)
    {
        json.WriteStartObject(figure.Metric.Name);
        json.WriteString("role", ScenarioNames.Of(figure.Figure.Role));
        json.WriteNumber("published", figure.Figure.Value);
        json.WriteString("source", figure.Figure.Source);
        json.WriteBoolean("simulated", figure.Estimate is not null);
        if (figure.Estimate is { } estimate)
        {
            JsonFiles.WriteMean(json, estimate);
            JsonFiles.WriteNumber(json, "runLow", estimate.RunLow);
            JsonFiles.WriteNumber(json, "runHigh", estimate.RunHigh);
            json.WriteNumber("level", estimate.Level);
        }

        JsonFiles.WriteNumber(json, "difference", figure.Difference);
        JsonFiles.WriteTruth(json, "insideMeanInterval", figure.IsInsideMeanInterval);
        JsonFiles.WriteTruth(json, "insideRunRange", figure.IsInsideRunRange);
        JsonFiles.WriteTruth(json, "validated", figure.IsValidated);
        json.WriteEndObject();
    }
}
