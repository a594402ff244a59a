using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Web.Serve;

/// <summary>A scenario as a form: its fields out, settings in, faults back at their fields. What is allowed is the file reader's business alone.</summary>
internal static partial class ScenarioInputs
{
    private static readonly string[] Unasked = ["$schema", "schema", "name", "published", "provenance"];

    private static readonly Dictionary<string, ScenarioField> Fields = ScenarioFields.All.ToDictionary(field => field.Path);

    /// <summary>The fields that a form asks for, in the order of files.</summary>
    public static ImmutableArray<ScenarioInput> Of(Scenario scenario)
    {
        using var json = JsonDocument.Parse(ScenarioWriter.Write(scenario));
        var inputs = ImmutableArray.CreateBuilder<ScenarioInput>();
        foreach (var member in json.RootElement.EnumerateObject().Where(member => !Unasked.Contains(member.Name)))
            Walk(scenario, member.Name, member.Value, inputs);
        return inputs.ToImmutable();
    }

    /// <summary>The fields with what a visitor typed; what was not sent stays as it was.</summary>
    public static ImmutableArray<ScenarioInput> With(ImmutableArray<ScenarioInput> inputs, Func<string, string?> typed) =>
        [.. inputs.Select(input => typed(input.Path) is { } value ? input with { Value = value.Trim() } : input)];

    /// <summary>What was changed, as settings of the command line.</summary>
    public static IReadOnlyList<string> Settings(ImmutableArray<ScenarioInput> before, ImmutableArray<ScenarioInput> after) =>
        [.. before.Zip(after).Where(pair => pair.First.Value != pair.Second.Value).Select(pair => $"{pair.Second.Path}={Written(pair.Second)}")];

    /// <summary>The fields with what the reader finds wrong with the changes, and the faults that belong to no field of the form.</summary>
    public static (ImmutableArray<ScenarioInput> Inputs, ImmutableArray<ScenarioFault> Others) Check(Scenario scenario, ImmutableArray<ScenarioInput> before, ImmutableArray<ScenarioInput> after)
    {
        try
        {
            ScenarioReader.Check(scenario, Settings(before, after));
            return (after, []);
        }
        catch (ScenarioException refused)
        {
            var faults = refused.Faults.ToLookup(fault => Place(fault.Path, after));
            return ([.. after.Select(input => faults.Contains(input.Path) ? input with { Fault = string.Join(' ', faults[input.Path].Select(fault => fault.Message)) } : input)], [.. faults[""]]);
        }
    }

    // A fault inside a list that is typed as one line belongs to that line.
    private static string Place(string path, ImmutableArray<ScenarioInput> inputs) =>
        inputs.FirstOrDefault(input => input.Path == path)?.Path ?? inputs.FirstOrDefault(input => path.StartsWith(input.Path + "[", StringComparison.Ordinal))?.Path ?? "";

    private static void Walk(Scenario scenario, string path, JsonElement value, ImmutableArray<ScenarioInput>.Builder inputs)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
                Walk(scenario, $"{path}.{member.Name}", member.Value, inputs);
        }
        else if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
        {
            for (var place = 0; place < value.GetArrayLength(); place++)
                Walk(scenario, string.Create(CultureInfo.InvariantCulture, $"{path}[{place}]"), value[place], inputs);
        }
        else
        {
            inputs.Add(new(path, Fields[Index().Replace(path, "[]")], Typed(value), ScenarioMarks.Find(scenario.Provenance, path)));
        }
    }

    private static string Typed(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Typed)),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static string Written(ScenarioInput input) => input.Field.Type switch
    {
        ScenarioFieldType.Sequence => $"[{input.Value}]",
        ScenarioFieldType.Text or ScenarioFieldType.Choice or ScenarioFieldType.Time when input.Value.StartsWith('"') => JsonSerializer.Serialize(input.Value),
        _ => input.Value,
    };

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();
}
