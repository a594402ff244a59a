using System.CommandLine;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary>How every verb is told which scenario, and what to change in it.</summary>
internal sealed class ScenarioArguments(bool required = true)
{
    public Argument<string> Name { get; } = new("SCENARIO")
    {
        Description = $"A built-in name ({string.Join(", ", BuiltInScenarios.Names)}) or the path of a scenario file.",
        Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
    };

    public Option<string[]> Settings { get; } = new("--set")
    {
        Description = "Changes one field of the scenario; may be given again. The field is marked as assumed, \"set by the user\".",
        HelpName = "path=value",
    };

    public Scenario Read(ParseResult parsed) => ScenarioReader.Read(parsed.GetRequiredValue(Name), parsed.GetValue(Settings) ?? []);
}
