using System.Globalization;
using System.Text.Json;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Comparisons;

/// <summary>Writes <c>compare.json</c> and <c>compare.csv</c>.</summary>
internal static class ComparisonFile
{
    public static byte[] WriteJson(CampaignComparison comparison) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudy(json, CampaignComparison.Schema, comparison.Facts);
        json.WriteString("baseline", comparison.Designs[0].Label);
        json.WriteStartArray("designs");
        foreach (var design in comparison.Designs)
            Write(json, design);
        json.WriteEndArray();
        json.WriteStartObject("estimators");
        json.WriteString("mean", EstimatorNames.Mean);
        json.WriteString("sd", EstimatorNames.StandardDeviation);
        json.WriteString("meanLow,meanHigh", EstimatorNames.MeanInterval);
        json.WriteString("difference", EstimatorNames.PairedDifference);
        json.WriteEndObject();
    });

    public static byte[] WriteCsv(CampaignComparison comparison)
    {
        var rows = new CsvText();
        rows.Add("baseline", "design", "metric", "runs", "baselineMean", "designMean", "difference", "differenceLow", "differenceHigh", "differenceSd", "level", "relative", "runsSaved");
        foreach (var design in comparison.Designs)
        {
            foreach (var row in design.Differences)
                rows.Add([comparison.Designs[0].Label, design.Label, .. Cells(row), CsvText.Number(row.RunsSaved)]);
        }

        return rows.ToBytes();
    }

    /// <summary>A row from its metric to the relative difference.</summary>
    public static IReadOnlyList<string> Cells(MetricDifference row) =>
    [
        row.Metric.Name,
        row.Difference.Runs.ToString(CultureInfo.InvariantCulture),
        CsvText.Number(row.Baseline.Mean),
        CsvText.Number(row.Variant.Mean),
        CsvText.Number(row.Difference.Mean),
        CsvText.Number(row.Difference.MeanLow),
        CsvText.Number(row.Difference.MeanHigh),
        CsvText.Number(row.Difference.Sd),
        CsvText.Number(row.Difference.Level),
        CsvText.Number(row.Relative),
    ];

    private static void Write(Utf8JsonWriter json, ComparedDesign design)
    {
        json.WriteStartObject();
        json.WriteString("label", design.Label);
        json.WriteString("scenario", design.Result.Scenario.Name);
        json.WriteString("scenarioHash", design.Result.ScenarioHash);
        JsonFiles.WriteTexts(json, "setByUser", ScenarioMarks.PathsSetByUser(design.Result.Scenario));
        JsonFiles.WriteMeans(json, design.Result);
        json.WriteStartObject("differences");
        foreach (var row in design.Differences)
            Write(json, row);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, MetricDifference row)
    {
        json.WriteStartObject(row.Metric.Name);
        JsonFiles.WriteMean(json, row.Difference);
        json.WriteNumber("level", row.Difference.Level);
        JsonFiles.WriteNumber(json, "relative", row.Relative);
        JsonFiles.WriteNumber(json, "runsSaved", row.RunsSaved);
        json.WriteEndObject();
    }
}
