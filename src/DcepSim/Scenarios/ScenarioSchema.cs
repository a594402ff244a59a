using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>
/// The JSON Schema of scenario files, made from <see cref="ScenarioFields"/>: editors complete and check from it.
/// </summary>
/// <remarks>It says of each field by itself what the reader says too; what several fields say to each other only the reader checks.</remarks>
public static class ScenarioSchema
{
    private const string TimePattern = "^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$";

    /// <summary>The schema as UTF-8 JSON (draft 2020-12); always the same bytes.</summary>
    public static byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", Scenario.CurrentSchema);
            WriteShape(json, ScenarioShape.Root);
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteShape(Utf8JsonWriter json, ScenarioShape shape)
    {
        var field = shape.Field;
        json.WriteString("description", field.Unit.Length > 0 ? $"{field.Meaning} Unit: {field.Unit}." : field.Meaning);
        switch (field.Type)
        {
            case ScenarioFieldType.Section:
                WriteSection(json, shape);
                break;
            case ScenarioFieldType.Table:
                WriteTable(json, shape);
                break;
            case ScenarioFieldType.Sequence:
                json.WriteString("type", "array");
                json.WriteNumber("minItems", (long)field.Min);
                json.WriteNumber("maxItems", (long)field.Max);
                json.WriteStartObject("items");
                WriteShape(json, shape.Item!);
                json.WriteEndObject();
                break;
            case ScenarioFieldType.Whole or ScenarioFieldType.Number or ScenarioFieldType.Yuan:
                WriteNumber(json, field);
                break;
            default:
                WriteText(json, field);
                break;
        }
    }

    private static void WriteSection(Utf8JsonWriter json, ScenarioShape shape)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartArray("required");
        foreach (var child in shape.Children.Where(child => !child.Field.IsOptional))
            json.WriteStringValue(child.Name);
        json.WriteEndArray();
        json.WriteStartObject("properties");
        foreach (var child in shape.Children)
        {
            json.WriteStartObject(child.Name);
            WriteShape(json, child);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, ScenarioShape shape)
    {
        json.WriteString("type", "object");
        if (!shape.Field.Choices.IsEmpty)
        {
            json.WriteStartObject("propertyNames");
            WriteNames(json, "enum", shape.Field);
            json.WriteEndObject();
        }

        if (double.IsFinite(shape.Field.Max))
            json.WriteNumber("maxProperties", (long)shape.Field.Max);
        json.WriteStartObject("additionalProperties");
        WriteShape(json, shape.Item!);
        json.WriteEndObject();
    }

    // Two decimals are left to the reader: "multipleOf" 0.01 is computed in binary by many validators and refuses 199.99.
    private static void WriteNumber(Utf8JsonWriter json, ScenarioField field)
    {
        json.WriteString("type", field.Type == ScenarioFieldType.Whole ? "integer" : "number");
        json.WriteNumber(field.AboveMin ? "exclusiveMinimum" : "minimum", field.Min);
        json.WriteNumber("maximum", field.Max);
    }

    private static void WriteText(Utf8JsonWriter json, ScenarioField field)
    {
        json.WriteString("type", "string");
        if (field.Type == ScenarioFieldType.Choice)
        {
            WriteNames(json, "enum", field);
        }
        else if (field.Type == ScenarioFieldType.Time)
        {
            json.WriteString("pattern", TimePattern);
        }
        else
        {
            json.WriteNumber("minLength", (long)field.Min);
            json.WriteNumber("maxLength", (long)field.Max);
            if (field.Pattern.Length > 0)
                json.WriteString("pattern", field.Pattern);
        }
    }

    private static void WriteNames(Utf8JsonWriter json, string keyword, ScenarioField field)
    {
        json.WriteStartArray(keyword);
        foreach (var choice in field.Choices)
            json.WriteStringValue(choice);
        json.WriteEndArray();
    }
}
