using System.Globalization;
using System.Text.Json;
using DcepSim.Results;
using DcepSim.Scenarios;

namespace DcepSim.Choices;

/// <summary>Writes <c>optimise.json</c> and <c>optimise.csv</c>.</summary>
internal static class ChoiceFile
{
    public static byte[] WriteJson(CampaignChoice choice) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudy(json, CampaignChoice.Schema, choice.Facts);
        json.WriteString("scenario", choice.Facts.Scenarios[0].Name);
        json.WriteString("scenarioHash", ScenarioWriter.Hash(choice.Facts.Scenarios[0]));
        json.WriteString("objective", choice.Objective.Name);
        json.WriteBoolean("least", choice.Objective.IsLeast);
        json.WriteNumber("budgetFen", choice.Budget.Fen);
        json.WriteNumber("overBudget", choice.OverBudget);
        json.WriteNumber("probability", choice.Options.Probability);
        json.WriteNumber("zone", choice.Options.Zone);
        json.WriteNumber("firstRuns", choice.Options.FirstRuns);
        if (choice.Winner is { } winner)
            json.WriteNumber("winner", winner);
        else
            json.WriteNull("winner");
        json.WriteString("reason", choice.Reason);
        JsonFiles.WriteNumber(json, "setsAgreeing", choice.SetsAgreeing);
        json.WriteStartArray("fields");
        foreach (var axis in choice.Axes)
            json.WriteStringValue(axis.Path);
        json.WriteEndArray();
        json.WriteStartArray("designs");
        foreach (var design in choice.Designs)
            Write(json, design);
        json.WriteEndArray();
        json.WriteStartArray("prior");
        foreach (var decision in choice.Decisions)
            Write(json, decision);
        json.WriteEndArray();
        json.WriteStartObject("estimators");
        json.WriteString("selected", "KN (Kim and Nelson 2001) under common random numbers");
        json.WriteString("fresh", "mean over runs under keys that the selection did not see, Student t interval");
        json.WriteString("behindBest", "paired difference to the selected design under the same fresh keys, Student t interval");
        json.WriteEndObject();
    });

    public static byte[] WriteCsv(CampaignChoice choice)
    {
        var rows = new CsvText();
        rows.Add([
            "design", .. choice.Axes.Select(axis => axis.Path), "issuedFen", "coupon", "runs", "freshMean", "freshLow", "freshHigh", "behindBest", "behindBestLow", "behindBestHigh", "winner",
            .. choice.Decisions.Select((_, place) => string.Create(CultureInfo.InvariantCulture, $"selectedAtPrior{place}"))]);
        foreach (var design in choice.Designs)
        {
            rows.Add([
                design.Number.ToString(CultureInfo.InvariantCulture),
                .. design.Values,
                design.Issued.Fen.ToString(CultureInfo.InvariantCulture),
                CsvText.Truth(design.IsCoupon),
                design.Runs.ToString(CultureInfo.InvariantCulture),
                CsvText.Number(design.Fresh?.Mean),
                CsvText.Number(design.Fresh?.MeanLow),
                CsvText.Number(design.Fresh?.MeanHigh),
                CsvText.Number(design.BehindBest?.Mean),
                CsvText.Number(design.BehindBest?.MeanLow),
                CsvText.Number(design.BehindBest?.MeanHigh),
                CsvText.Truth(design.Number == choice.Winner),
                .. choice.Decisions.Select(decision => CsvText.Truth(decision.Selected == design.Number))]);
        }

        return rows.ToBytes();
    }

    private static void Write(Utf8JsonWriter json, ChoiceDesign design)
    {
        json.WriteStartObject();
        json.WriteNumber("number", design.Number);
        json.WriteStartArray("values");
        foreach (var value in design.Values)
            json.WriteStringValue(value);
        json.WriteEndArray();
        json.WriteString("scenarioHash", ScenarioWriter.Hash(design.Scenario));
        json.WriteNumber("issuedFen", design.Issued.Fen);
        json.WriteBoolean("coupon", design.IsCoupon);
        json.WriteNumber("runs", design.Runs);
        if (design.Fresh is { } fresh)
        {
            json.WriteStartObject("fresh");
            JsonFiles.WriteMean(json, fresh);
            json.WriteNumber("runs", fresh.Runs);
            json.WriteEndObject();
        }

        if (design.BehindBest is { } behind)
        {
            json.WriteStartObject("behindBest");
            JsonFiles.WriteMean(json, behind);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PriorDecision decision)
    {
        json.WriteStartObject();
        json.WriteNumber("packetPropensity", decision.PacketPropensity);
        json.WriteNumber("couponPropensity", decision.CouponPropensity);
        if (decision.Selected is { } selected)
            json.WriteNumber("selected", selected);
        else
            json.WriteNull("selected");
        json.WriteNumber("left", decision.Left);
        json.WriteNumber("zone", decision.Zone);
        json.WriteEndObject();
    }
}
