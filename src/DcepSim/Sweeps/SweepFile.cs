using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Sweeps;

/// <summary>Writes <c>sweep.json</c> and <c>sweep.csv</c>.</summary>
internal static class SweepFile
{
    public static byte[] WriteJson(CampaignSweep sweep) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudyOfOne(json, CampaignSweep.Schema, sweep.Facts);
        json.WriteString("design", ScenarioNames.Of(sweep.Design));
        JsonFiles.WriteTexts(json, "axes", sweep.Axes.Select(axis => axis.ToString()));
        json.WriteStartArray("points");
        foreach (var point in sweep.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("point", point.Number);
            WriteValues(json, sweep.Axes, point.Values);
            json.WriteString("scenarioHash", point.Result.ScenarioHash);
            JsonFiles.WriteMeans(json, point.Result);
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
        rows.Add(["point", .. sweep.Axes.Select(axis => axis.Path), "metric", .. CsvText.EstimateColumns]);
        foreach (var point in sweep.Points)
        {
            foreach (var row in point.Result.Metrics)
                rows.Add([point.Number.ToString(CultureInfo.InvariantCulture), .. point.Values, row.Metric.Name, .. CsvText.Cells(row.Estimate)]);
        }

        return rows.ToBytes();
    }

    /// <summary>The varied fields' values at a point.</summary>
    public static void WriteValues(Utf8JsonWriter json, ImmutableArray<SweepAxis> axes, ImmutableArray<string> values)
    {
        json.WriteStartObject("values");
        for (var axis = 0; axis < axes.Length; axis++)
            json.WriteString(axes[axis].Path, values[axis]);
        json.WriteEndObject();
    }
}
