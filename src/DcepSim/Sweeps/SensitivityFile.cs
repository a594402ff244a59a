using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Sweeps;

/// <summary>Writes <c>sensitivity.json</c> and <c>sensitivity.csv</c>.</summary>
internal static class SensitivityFile
{
    public static byte[] WriteJson(CampaignSensitivity study) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudy(json, CampaignSensitivity.Schema, study.Facts);
        json.WriteString("scenario", study.Facts.Scenarios[0].Name);
        json.WriteString("scenarioHash", ScenarioWriter.Hash(study.Facts.Scenarios[0]));
        json.WriteString("metric", study.Metric.Name);
        json.WriteString("method", ScenarioNames.Of(study.Method));
        json.WriteNumber("basePoints", study.BasePoints);
        json.WriteNumber("points", study.Facts.Points);
        json.WriteNumber("resamples", CampaignSensitivity.Resamples);
        json.WriteStartArray("fields");
        foreach (var axis in study.Axes)
        {
            json.WriteStartObject();
            json.WriteString("path", axis.Path);
            json.WriteNumber("low", axis.Low);
            json.WriteNumber("high", axis.High);
            foreach (var index in study.Indices.Where(index => index.Path == axis.Path))
            {
                json.WriteStartObject(index.Index);
                JsonFiles.WriteNumber(json, "value", index.Estimate.Value);
                JsonFiles.WriteNumber(json, "low", index.Estimate.Low);
                JsonFiles.WriteNumber(json, "high", index.Estimate.High);
                json.WriteNumber("level", index.Estimate.Level);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("estimators");
        if (study.Method == SensitivityMethod.Sobol)
        {
            json.WriteString("first", EstimatorNames.SobolFirst);
            json.WriteString("total", EstimatorNames.SobolTotal);
        }
        else
        {
            json.WriteString("mu,muStar,sigma", EstimatorNames.Morris);
        }

        json.WriteString("low,high", EstimatorNames.BootstrapPercentile);
        json.WriteEndObject();
    });

    public static byte[] WriteCsv(CampaignSensitivity study)
    {
        var rows = new CsvText();
        rows.Add("metric", "path", "rangeLow", "rangeHigh", "index", "value", "low", "high", "level");
        foreach (var index in study.Indices)
        {
            var axis = study.Axes.Single(axis => axis.Path == index.Path);
            rows.Add(
                study.Metric.Name,
                index.Path,
                axis.At(0),
                axis.At(1),
                index.Index,
                CsvText.Number(index.Estimate.Value),
                CsvText.Number(index.Estimate.Low),
                CsvText.Number(index.Estimate.High),
                CsvText.Number(index.Estimate.Level));
        }

        return rows.ToBytes();
    }
}
