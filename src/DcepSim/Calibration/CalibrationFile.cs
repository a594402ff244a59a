using System.Text.Json;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Statistics.Calibration;

namespace DcepSim.Calibration;

/// <summary>Writes <c>calibrate.json</c> and <c>calibrate.csv</c>.</summary>
internal static class CalibrationFile
{
    public static byte[] WriteJson(CampaignCalibration calibration) => JsonFiles.Write(json =>
    {
        JsonFiles.WriteStudyOfOne(json, CampaignCalibration.Schema, calibration.Facts);
        json.WriteBoolean("solved", calibration.IsSolved);
        json.WriteStartArray("parameters");
        foreach (var parameter in calibration.Parameters)
            Write(json, parameter);
        json.WriteEndArray();
        json.WriteStartArray("targets");
        foreach (var target in calibration.Targets)
            Write(json, target);
        json.WriteEndArray();
        Write(json, "givenAssumed", calibration.GivenAssumed);
        Write(json, "jointly", calibration.Jointly);
        json.WriteStartObject("sets");
        json.WriteNumber("found", calibration.Ensemble?.Sets.Length ?? 0);
        json.WriteNumber("tried", calibration.SetsTried);
        json.WriteNumber("unsolved", calibration.SetsUnsolved);
        json.WriteNumber("missed", calibration.SetsMissed);
        json.WriteString("file", ResultFiles.Ensemble);
        json.WriteString("sha256", calibration.Ensemble?.Hash);
        json.WriteEndObject();
        json.WriteStartObject("estimators");
        json.WriteString("value", "simulated moments, common random numbers, secant steps (Broyden 1965) in logarithms or log odds; residuals in deviations of one run");
        json.WriteString("singularValues", "of the Jacobian in deviations of one run by a doubling (fitted) or by the whole range (assumed); zero below 2");
        json.WriteString("sets", "assumed fields from Sobol points of their ranges, the others fitted to one run under chance of its own, checked under fresh chance");
        json.WriteString("setsLow,setsHigh", "5 % and 95 % quantiles over the sets");
        json.WriteEndObject();
    });

    public static byte[] WriteCsv(CampaignCalibration calibration)
    {
        var rows = new CsvText();
        rows.Add("path", "role", "value", "atLimit", "identifiedGivenAssumed", "identified", "setsLow", "setsHigh", "fitsFrom", "fitsTo", "rangeLow", "rangeHigh");
        foreach (var parameter in calibration.Parameters)
        {
            rows.Add(
                parameter.Field.Path,
                RoleOf(parameter),
                CsvText.Number(parameter.Value),
                CsvText.Truth(parameter.IsAtLimit),
                CsvText.Truth(parameter.IsIdentifiedGivenAssumed),
                CsvText.Truth(parameter.IsIdentified),
                CsvText.Number(parameter.SetsLow),
                CsvText.Number(parameter.SetsHigh),
                CsvText.Number(parameter.FitsFrom),
                CsvText.Number(parameter.FitsTo),
                CsvText.Number(parameter.Field.Low),
                CsvText.Number(parameter.Field.High));
        }

        return rows.ToBytes();
    }

    private static string RoleOf(CalibratedParameter parameter) => parameter.IsFree ? "fitted" : "assumed";

    private static void Write(Utf8JsonWriter json, CalibratedParameter parameter)
    {
        json.WriteStartObject();
        json.WriteString("path", parameter.Field.Path);
        json.WriteString("role", RoleOf(parameter));
        json.WriteNumber("value", parameter.Value);
        json.WriteBoolean("atLimit", parameter.IsAtLimit);
        JsonFiles.WriteTruth(json, "identifiedGivenAssumed", parameter.IsIdentifiedGivenAssumed);
        json.WriteBoolean("identified", parameter.IsIdentified);
        json.WriteNumber("rangeLow", parameter.Field.Low);
        json.WriteNumber("rangeHigh", parameter.Field.High);
        json.WriteString("measure", ScenarioNames.Of(parameter.Field.Measure));
        JsonFiles.WriteNumber(json, "setsLow", parameter.SetsLow);
        JsonFiles.WriteNumber(json, "setsHigh", parameter.SetsHigh);
        JsonFiles.WriteNumber(json, "fitsFrom", parameter.FitsFrom);
        JsonFiles.WriteNumber(json, "fitsTo", parameter.FitsTo);
        json.WriteStartArray("profile");
        foreach (var point in parameter.Profile)
        {
            json.WriteStartObject();
            json.WriteNumber("value", point.Value);
            json.WriteNumber("sumOfSquares", point.SumOfSquares);
            json.WriteBoolean("fits", point.Fits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CalibratedTarget target)
    {
        json.WriteStartObject();
        json.WriteString("metric", target.Metric.Name);
        json.WriteNumber("published", target.Published);
        json.WriteNumber("simulated", target.Simulated);
        json.WriteNumber("difference", target.Difference);
        json.WriteNumber("noise", target.Noise);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Identification identification)
    {
        json.WriteStartObject(name);
        json.WriteNumber("rank", identification.Rank);
        json.WriteStartArray("singularValues");
        foreach (var value in identification.SingularValues)
            json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteStartArray("freeDirections");
        foreach (var direction in identification.FreeDirections)
        {
            json.WriteStartArray();
            foreach (var part in direction)
                json.WriteNumberValue(part);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
