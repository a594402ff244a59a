using DcepSim.Comparisons;
using DcepSim.Results;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Branches;

/// <summary>Writes <c>branch.json</c> and <c>branch.csv</c>.</summary>
internal static class BranchFile
{
    public static byte[] WriteJson(CampaignBranching branching) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudyOfOne(json, CampaignBranching.Schema, branching.Facts);
        json.WriteString("at", CampaignBranching.Text(branching.At));
        JsonFiles.WriteTexts(json, "pasts", branching.Pasts);
        json.WriteStartArray("branches");
        for (var place = 0; place < branching.Branches.Length; place++)
        {
            var branch = branching.Branches[place];
            json.WriteStartObject();
            json.WriteString("label", branch.Label);
            JsonFiles.WriteTexts(json, "settings", place == 0 ? [] : branching.Variants[place - 1].Settings);
            JsonFiles.WriteMeans(json, branch.Result);
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
                rows.Add([branch.Label, .. ComparisonFile.Cells(row)]);
        }

        return rows.ToBytes();
    }
}
