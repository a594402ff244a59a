using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Results;

/// <summary>How all JSON of this program is laid out.</summary>
internal static class JsonFiles
{
    public static JsonWriterOptions Options { get; } = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // names are Chinese too, and these files are no web pages
    };

    /// <summary>A file that is one object.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A number; null where there is none.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    /// <summary>True or false; null where neither is known.</summary>
    public static void WriteTruth(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } truth)
            json.WriteBoolean(name, truth);
        else
            json.WriteNull(name);
    }

    /// <summary>The fields of an estimate, its run range left out.</summary>
    public static void WriteMean(Utf8JsonWriter json, in Estimate estimate)
    {
        WriteNumber(json, "mean", estimate.Mean);
        WriteNumber(json, "sd", estimate.Sd);
        WriteNumber(json, "meanLow", estimate.MeanLow);
        WriteNumber(json, "meanHigh", estimate.MeanHigh);
    }

    /// <summary>What every study says first.</summary>
    public static void WriteStudy(Utf8JsonWriter json, string schema, StudyFacts facts)
    {
        json.WriteString("schema", schema);
        json.WriteNumber("seed", facts.Seed);
        json.WriteNumber("runs", facts.Runs);
        json.WriteString("version", ProgramVersion.Version);
        if (facts.Precision is { } precision)
            WriteStopping(json, precision);
        if (facts.Ensemble is { } ensemble)
            WriteEnsemble(json, ensemble);
    }

    /// <summary>What every study of one scenario says first.</summary>
    public static void WriteStudyOfOne(Utf8JsonWriter json, string schema, StudyFacts facts)
    {
        WriteStudy(json, schema, facts);
        json.WriteString("scenario", facts.Scenarios[0].Name);
        json.WriteString("scenarioHash", ScenarioWriter.Hash(facts.Scenarios[0]));
    }

    /// <summary>A list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>The means of a campaign's metrics.</summary>
    public static void WriteMeans(Utf8JsonWriter json, CampaignResult result)
    {
        json.WriteStartObject("metrics");
        foreach (var metric in result.Metrics)
        {
            json.WriteStartObject(metric.Metric.Name);
            WriteMean(json, metric.Estimate);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Which sets of parameters the runs took in turn.</summary>
    public static void WriteEnsemble(Utf8JsonWriter json, ParameterEnsemble ensemble)
    {
        json.WriteStartObject("ensemble");
        json.WriteString("origin", ensemble.Origin);
        json.WriteNumber("sets", ensemble.Sets.Length);
        json.WriteString("sha256", ensemble.Hash);
        json.WriteString("rule", "run n takes set (n - 1) mod sets + 1, so the spread between runs holds what is not known about parameters, too");
        json.WriteEndObject();
    }

    /// <summary>At which numbers of runs a precision was looked at, and whether it was reached.</summary>
    public static void WriteStopping(Utf8JsonWriter json, PrecisionOutcome precision)
    {
        json.WriteStartObject("stopping");
        json.WriteString("metric", precision.Target.Metric.Name);
        json.WriteNumber("relativeHalfWidthAsked", precision.Target.RelativeHalfWidth);
        JsonFiles.WriteNumber(json, "relativeHalfWidth", precision.RelativeHalfWidth);
        json.WriteBoolean("met", precision.IsMet);
        json.WriteNumber("runsMin", precision.Looks[0]);
        json.WriteNumber("runsMax", precision.RunsMax);
        json.WriteStartArray("looks");
        foreach (var runs in precision.Looks)
            json.WriteNumberValue(runs);
        json.WriteEndArray();
        json.WriteString("rule", "runs are added at looks that the spread so far asks for, until the interval of the mean is as narrow as asked or the runs are used up");
        json.WriteEndObject();
    }
}
