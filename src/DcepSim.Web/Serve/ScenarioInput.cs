using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Web.Serve;

/// <summary>One field of a scenario as a form shows it.</summary>
/// <param name="Path">Its path, which is also its name in the form.</param>
/// <param name="Field">What may stand in it.</param>
/// <param name="Value">What stands in it, as it is typed.</param>
/// <param name="Origin">Where the scenario's own value comes from.</param>
/// <param name="Fault">What is wrong with it; null for nothing.</param>
public sealed record ScenarioInput(string Path, ScenarioField Field, string Value, Provenance? Origin, string? Fault = null)
{
    /// <summary>Its id on the page.</summary>
    public string Id => "f-" + string.Concat(Path.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    /// <summary>The first word of its path: the group it belongs to.</summary>
    public string Group => Path.Split('.', '[')[0];

    /// <summary>Its path without places: the key of its label.</summary>
    public string Label => Field.Path;
}
