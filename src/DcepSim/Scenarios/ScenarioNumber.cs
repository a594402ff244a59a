using System.Globalization;
using System.Text.Json;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Finds the value of a number in a scenario by its path.</summary>
internal static class ScenarioNumber
{
    /// <returns>The value in the field's unit; null where the scenario has no such field, or it is no number.</returns>
    public static double? Find(Scenario scenario, string path)
    {
        using var json = JsonDocument.Parse(ScenarioWriter.Write(scenario));
        var at = json.RootElement;
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.'))
        {
            if (step[0] == '[')
            {
                var place = int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture);
                if (at.ValueKind != JsonValueKind.Array || place >= at.GetArrayLength())
                    return null;
                at = at[place];
            }
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return null;
            }
        }

        return at.ValueKind == JsonValueKind.Number ? at.GetDouble() : null;
    }
}
