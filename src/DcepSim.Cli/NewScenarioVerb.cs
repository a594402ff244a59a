using System.CommandLine;
using DcepSim.Scenarios;

namespace DcepSim.Cli;

/// <summary><c>dcepsim scenarios new</c>: starts a scenario file from another scenario.</summary>
internal sealed class NewScenarioVerb(Terminal terminal)
{
    private readonly Argument<string> _name = new("NAME") { Description = "The new scenario's short name: lower-case letters, digits and single hyphens." };

    private readonly Option<string> _from = new("--from")
    {
        Description = "What it starts from: a built-in name or the path of a scenario file.",
        HelpName = "scenario",
        Required = true,
    };

    private readonly Option<string[]> _settings = new("--set")
    {
        Description = "Changes one field; may be given again. The field is marked as assumed, \"set by the user\".",
        HelpName = "path=value",
    };

    private readonly Option<string?> _out = new("--out") { Description = "The file to write; NAME.json when left out. A file that is there is never written over.", HelpName = "file" };

    public Command Make()
    {
        _name.Validators.Add(ScenarioArguments.RefuseBlank);
        _from.Validators.Add(ScenarioArguments.RefuseBlank);
        _out.Validators.Add(ScenarioArguments.RefuseBlank);
        var command = new Command("new", $"""
            Writes a scenario file that starts from another scenario, without its published figures, and beside it
            the JSON Schema ({NewScenarioFile.SchemaName}) from which editors complete and check the file.
            What you change in the file by hand keeps the mark and the source it had: change those under "provenance" too.

            Examples:
              dcepsim scenarios new my-campaign --from shenzhen-luohu-2020
              dcepsim scenarios new spring-grab --from mechanism-grab --set campaign.applicants=100000 --out plans/spring.json
            """) { _name, _from, _settings, _out };
        command.SetAction(WriteFile);
        return command;
    }

    private int WriteFile(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_name);
        var path = parsed.GetValue(_out) ?? name + ".json";
        var scenario = NewScenarioFile.From(name, parsed.GetRequiredValue(_from), parsed.GetValue(_settings) ?? []);
        try
        {
            NewScenarioFile.Write(scenario, path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"dcepsim: {refused.Message}");
            return Path.Exists(path) || File.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) ? ExitCode.Misuse : ExitCode.Failure;
        }

        terminal.Output.WriteLine($"{path}: {scenario.Name}, from {parsed.GetValue(_from)}; next: dcepsim scenarios check {path}, dcepsim run {path}");
        return ExitCode.Success;
    }
}
