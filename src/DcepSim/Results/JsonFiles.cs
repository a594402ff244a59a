using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
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
    }
}
