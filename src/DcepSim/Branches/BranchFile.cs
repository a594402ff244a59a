using System.Globalization;
using DcepSim.Comparisons;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Branches;

/// <summary>Writes <c>branch.json</c> and <c>branch.csv</c>.</summary>
internal static class BranchFile
{
    public static byte[] WriteJson(CampaignBranching branching) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudy(json, CampaignBranching.Schema, branching.Facts);
        json.WriteString("scenario", branching.Facts.Scenarios[0].Name);
        json.WriteString("scenarioHash", ScenarioWriter.Hash(branching.Facts.Scenarios[0]));
        json.WriteString("at", CampaignBranching.Text(branching.At));
        json.WriteStartArray("pasts");
        foreach (var past in branching.Pasts)
            json.WriteStringValue(past);
        json.WriteEndArray();
        json.WriteStartArray("branches");
        for (var place = 0; place < branching.Branches.Length; place++)
        {
            var branch = branching.Branches[place];
            json.WriteStartObject();
            json.WriteString("label", branch.Label);
            json.WriteStartArray("settings");
            foreach (var setting in place == 0 ? [] : branching.Variants[place - 1].Settings)
                json.WriteStringValue(setting);
            json.WriteEndArray();
            json.WriteStartObject("metrics");
            foreach (var metric in branch.Result.Metrics)
            {
                json.WriteStartObject(metric.Metric.Name);
                JsonFiles.WriteMean(json, metric.Estimate);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartObject("differences");
            foreach (var row in branch.Differences)
                ComparisonFile.Write(json, row);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("estimators");
        json.WriteString("mean", EstimatorNames.Mean);
        json.WriteString("meanLow,meanHigh", EstimatorNames.MeanInterval);
        json.WriteString("differences", EstimatorNames.PairedDifference);
        json.WriteString("pasts", "SHA-256 of every claim and payment before the instant, by run; compared in all variants");
        json.WriteEndObject();
    });

    public static byte[] WriteCsv(CampaignBranching branching)
    {
        var rows = new CsvText();
        rows.Add("variant", "metric", "runs", "trunkMean", "variantMean", "difference", "differenceLow", "differenceHigh", "differenceSd", "level", "relative");
        foreach (var branch in branching.Branches)
        {
            foreach (var row in branch.Differences)
            {
                rows.Add(
                    branch.Label,
                    row.Metric.Name,
                    row.Difference.Runs.ToString(CultureInfo.InvariantCulture),
                    CsvText.Number(row.Baseline.Mean),
                    CsvText.Number(row.Variant.Mean),
                    CsvText.Number(row.Difference.Mean),
                    CsvText.Number(row.Difference.MeanLow),
                    CsvText.Number(row.Difference.MeanHigh),
                    CsvText.Number(row.Difference.Sd),
                    CsvText.Number(row.Difference.Level),
                    CsvText.Number(row.Relative));
            }
        }

        return rows.ToBytes();
    }
}
