using System.Globalization;
using DcepSim.Results;
using DcepSim.Statistics.Estimation;
using DcepSim.Sweeps;

namespace DcepSim.OfflineRisks;

/// <summary>Writes <c>risk.json</c> and <c>risk.csv</c>.</summary>
internal static class OfflineRiskFile
{
    private static readonly (string Name, string Meaning, Func<OfflineRiskPoint, Estimate> Of)[] Figures =
    [
        ("lossPerMillion", "loss in yuan per million yuan paid", point => point.LossPerMillion),
        ("detectionHours", "mean hours from a broken purse's first payment until it was found; those not found count as long as the window lasted (restricted mean)", point => point.DetectionHours),
        ("foundShare", "share of broken purses that paid and were found while the window lasted", point => point.FoundShare),
        ("lossFen", "all losses in fen, whoever bears them", point => point.LossFen),
        ("boundFen", "cap of a payee times payees that took from a broken purse, in fen: the loss is never above it", point => point.BoundFen),
    ];

    public static byte[] WriteJson(OfflineRisk risk) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudyOfOne(json, OfflineRisk.Schema, risk.Facts);
        JsonFiles.WriteTexts(json, "axes", risk.Axes.Select(axis => axis.ToString()));
        json.WriteStartArray("points");
        foreach (var point in risk.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("point", point.Number);
            SweepFile.WriteValues(json, risk.Axes, point.Values);
            json.WriteString("scenarioHash", point.ScenarioHash);
            foreach (var (name, _, of) in Figures)
            {
                var estimate = of(point);
                json.WriteStartObject(name);
                json.WriteNumber("runs", estimate.Runs);
                JsonFiles.WriteMean(json, estimate);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("meanings");
        foreach (var (name, meaning, _) in Figures)
            json.WriteString(name, meaning);
        json.WriteEndObject();
        json.WriteStartObject("assumptions");
        foreach (var (path, source) in risk.Assumptions)
            json.WriteString(path, source);
        json.WriteEndObject();
        json.WriteStartObject("estimators");
        json.WriteString("mean", EstimatorNames.Mean);
        json.WriteString("sd", EstimatorNames.StandardDeviation);
        json.WriteString("meanLow,meanHigh", EstimatorNames.MeanInterval);
        json.WriteEndObject();
    });

    public static byte[] WriteCsv(OfflineRisk risk)
    {
        var rows = new CsvText();
        rows.Add(["point", .. risk.Axes.Select(axis => axis.Path), "figure", .. CsvText.EstimateColumns]);
        foreach (var point in risk.Points)
        {
            foreach (var (name, _, of) in Figures)
                rows.Add([point.Number.ToString(CultureInfo.InvariantCulture), .. point.Values, name, .. CsvText.Cells(of(point))]);
        }

        return rows.ToBytes();
    }
}
