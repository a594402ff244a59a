using System.Globalization;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Sweeps;

/// <summary>Writes <c>sweep.json</c> and <c>sweep.csv</c>.</summary>
internal static class SweepFile
{
    public static byte[] WriteJson(CampaignSweep sweep) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudy(json, CampaignSweep.Schema, sweep.Facts);
        json.WriteString("scenario", sweep.Facts.Scenarios[0].Name);
        json.WriteString("scenarioHash", ScenarioWriter.Hash(sweep.Facts.Scenarios[0]));
        json.WriteString("design", ScenarioNames.Of(sweep.Design));
        json.WriteStartArray("axes");
        foreach (var axis in sweep.Axes)
            json.WriteStringValue(axis.ToString());
        json.WriteEndArray();
        json.WriteStartArray("points");
        foreach (var point in sweep.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("point", point.Number);
            json.WriteStartObject("values");
            for (var axis = 0; axis < sweep.Axes.Length; axis++)
                json.WriteString(sweep.Axes[axis].Path, point.Values[axis]);
            json.WriteEndObject();
            json.WriteString("scenarioHash", point.Result.ScenarioHash);
            json.WriteStartObject("metrics");
            foreach (var metric in point.Result.Metrics)
            {
                json.WriteStartObject(metric.Metric.Name);
                JsonFiles.WriteMean(json, metric.Estimate);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("estimators");
        json.WriteString("mean", EstimatorNames.Mean);
        json.WriteString("sd", EstimatorNames.StandardDeviation);
        json.WriteString("meanLow,meanHigh", EstimatorNames.MeanInterval);
        json.WriteEndObject();
    });

    public static byte[] WriteCsv(CampaignSweep sweep)
    {
        var rows = new CsvText();
        rows.Add(["point", .. sweep.Axes.Select(axis => axis.Path), "metric", "runs", "mean", "sd", "meanLow", "meanHigh", "level"]);
        foreach (var point in sweep.Points)
        {
            foreach (var row in point.Result.Metrics)
            {
                var estimate = row.Estimate;
                rows.Add([
                    point.Number.ToString(CultureInfo.InvariantCulture),
                    .. point.Values,
                    row.Metric.Name,
                    estimate.Runs.ToString(CultureInfo.InvariantCulture),
                    CsvText.Number(estimate.Mean),
                    CsvText.Number(estimate.Sd),
                    CsvText.Number(estimate.MeanLow),
                    CsvText.Number(estimate.MeanHigh),
                    CsvText.Number(estimate.Level),
                ]);
            }
        }

        return rows.ToBytes();
    }
}
