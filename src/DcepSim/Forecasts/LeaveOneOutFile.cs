using System.Text.Json;
using DcepSim.Results;

namespace DcepSim.Forecasts;

/// <summary>Writes <c>leave-one-out.json</c> and <c>leave-one-out.csv</c>.</summary>
internal static class LeaveOneOutFile
{
    public static byte[] WriteJson(LeaveOneOut study) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudy(json, LeaveOneOut.Schema, study.Facts);
        json.WriteStartArray("pilots");
        foreach (var pilot in study.Pilots)
        {
            json.WriteStartObject();
            json.WriteString("scenario", pilot.Forecast.Target.Name);
            JsonFiles.WriteTexts(json, "fittedOn", pilot.Forecast.Training.Select(other => other.Name));
            json.WriteStartObject("figures");
            foreach (var figure in pilot.Figures)
                Write(json, figure);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("estimators");
        json.WriteString("score", "interval score (Gneiting and Raftery 2007) by the outcome; smaller is better");
        json.WriteString("firstPilotScore,meanOfRatiosScore", "the same for a baseline that is lent the forecast's interval, relative to its own value");
        json.WriteEndObject();
    });

    public static byte[] WriteCsv(LeaveOneOut study)
    {
        var rows = new CsvText();
        rows.Add("scenario", "metric", "outcome", "median", "low", "high", "level", "covered", "firstPilotScaled", "meanOfRatios", "score", "firstPilotScore", "meanOfRatiosScore", "best");
        foreach (var pilot in study.Pilots)
        {
            foreach (var figure in pilot.Figures)
            {
                var forecast = figure.Forecast;
                rows.Add(
                    pilot.Forecast.Target.Name,
                    forecast.Metric.Name,
                    CsvText.Number(figure.Outcome),
                    CsvText.Number(forecast.Median),
                    CsvText.Number(forecast.Low),
                    CsvText.Number(forecast.High),
                    CsvText.Number(forecast.Level),
                    CsvText.Truth(figure.IsCovered),
                    CsvText.Number(forecast.FirstPilotScaled),
                    CsvText.Number(forecast.MeanOfRatios),
                    CsvText.Number(figure.Score / figure.Outcome),
                    CsvText.Number(figure.FirstPilotScore / figure.Outcome),
                    CsvText.Number(figure.MeanOfRatiosScore / figure.Outcome),
                    figure.Best ?? "");
            }
        }

        return rows.ToBytes();
    }

    private static void Write(Utf8JsonWriter json, LeftOutFigure figure)
    {
        var forecast = figure.Forecast;
        json.WriteStartObject(forecast.Metric.Name);
        json.WriteNumber("outcome", figure.Outcome);
        JsonFiles.WriteNumber(json, "median", forecast.Median);
        JsonFiles.WriteNumber(json, "low", forecast.Low);
        JsonFiles.WriteNumber(json, "high", forecast.High);
        json.WriteNumber("level", forecast.Level);
        json.WriteBoolean("covered", figure.IsCovered);
        JsonFiles.WriteNumber(json, "firstPilotScaled", forecast.FirstPilotScaled);
        JsonFiles.WriteNumber(json, "meanOfRatios", forecast.MeanOfRatios);
        JsonFiles.WriteNumber(json, "score", figure.Score / figure.Outcome);
        JsonFiles.WriteNumber(json, "firstPilotScore", figure.FirstPilotScore / figure.Outcome);
        JsonFiles.WriteNumber(json, "meanOfRatiosScore", figure.MeanOfRatiosScore / figure.Outcome);
        json.WriteString("best", figure.Best);
        json.WriteEndObject();
    }
}
