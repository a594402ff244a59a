using System.CommandLine;
using System.CommandLine.Parsing;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary>How every verb is told which scenario, and what to change in it.</summary>
internal sealed class ScenarioArguments
{
    public ScenarioArguments(bool required = true)
    {
        Name = new("SCENARIO")
        {
            Description = "A built-in name ('dcepsim scenarios list' shows them) or the path of a scenario file.",
            HelpName = "SCENARIO",
            Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        };
        Name.Validators.Add(RefuseBlank);
        Name.CompletionSources.Add(_ => BuiltInScenarios.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
    }

    public Argument<string> Name { get; }

    public Option<string[]> Settings { get; } = new("--set")
    {
        Description = "Changes one field of the scenario; may be given again. The field is marked as assumed, \"set by the user\".",
        HelpName = "path=value",
    };

    /// <summary>Refuses an argument that is there and says nothing, as an unset shell variable gives it.</summary>
    public static void RefuseBlank(SymbolResult result)
    {
        if (result.Tokens is [var token] && string.IsNullOrWhiteSpace(token.Value))
            result.AddError($"{result switch { OptionResult option => option.Option.Name, ArgumentResult argument => argument.Argument.Name, _ => "An argument" }} is empty.");
    }

    public Scenario Read(ParseResult parsed) => ScenarioReader.Read(parsed.GetRequiredValue(Name), parsed.GetValue(Settings) ?? []);
}
