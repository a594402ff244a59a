using System.CommandLine;
using System.Text;
using DcepSim.Scenarios;

namespace DcepSim.Cli;

/// <summary><c>dcepsim scenarios list|show|check|new</c>: what can be run, and whether a file can.</summary>
internal sealed class ScenariosVerb(Terminal terminal)
{
    private readonly ScenarioArguments _scenario = new();

    public static Command Make(Terminal terminal) => new("scenarios", """
        Lists, shows, checks and starts scenarios.

        Examples:
          dcepsim scenarios list
          dcepsim scenarios show shenzhen-luohu-2020 > my-campaign.json
          dcepsim scenarios check my-campaign.json
          dcepsim scenarios new my-campaign --from mechanism-grab
        """)
    {
        new ScenariosVerb(terminal).MakeList(),
        new ScenariosVerb(terminal).MakeShow(),
        new ScenariosVerb(terminal).MakeCheck(),
        new NewScenarioVerb(terminal).Make(),
    };

    private Command MakeList()
    {
        var command = new Command("list", "Lists the built-in scenarios.\n\nExample:\n  dcepsim scenarios list");
        command.SetAction(_ => List());
        return command;
    }

    private Command MakeShow()
    {
        var command = new Command("show", """
            Prints a scenario as a file: every field with its value, and where each value comes from.
            The SHA-256 of what is printed is the scenario's hash.

            Examples:
              dcepsim scenarios show shenzhen-luohu-2020 > my-campaign.json
              dcepsim scenarios show shenzhen-luohu-2020 --set merchants.count=1000
            """) { _scenario.Name, _scenario.Settings };
        command.SetAction(Show);
        return command;
    }

    private Command MakeCheck()
    {
        var command = new Command("check", """
            Checks a scenario and lists every fault with its path and what is allowed.

            Examples:
              dcepsim scenarios check my-campaign.json
              dcepsim scenarios check my-campaign.json --lang zh
            """) { _scenario.Name, _scenario.Settings };
        new ReportArguments().AddLanguageTo(command, "The language of the faults (default: English).");
        command.SetAction(Check);
        return command;
    }

    private int List()
    {
        var width = BuiltInScenarios.Names.Max(name => name.Length);
        foreach (var name in BuiltInScenarios.Names)
        {
            var title = ScenarioReader.Read(name).Title;
            terminal.Output.WriteLine($"{name.PadRight(width)}  {title.En}  {title.Zh}");
        }

        return ExitCode.Success;
    }

    private int Show(ParseResult parsed)
    {
        terminal.Output.Write(Encoding.UTF8.GetString(ScenarioWriter.Write(_scenario.Read(parsed))));
        return ExitCode.Success;
    }

    private int Check(ParseResult parsed)
    {
        var scenario = _scenario.Read(parsed);
        var marks = ScenarioMarks.Count(scenario);
        terminal.Output.WriteLine($"{parsed.GetValue(_scenario.Name)}: no faults");
        terminal.Output.WriteLine($"  {scenario.Title.En}  {scenario.Title.Zh}");
        terminal.Output.WriteLine($"  {string.Join(", ", marks.Select(mark => $"{mark.Value} {mark.Key.ToString().ToLowerInvariant()}"))} of {marks.Values.Sum()} values");
        if (ScenarioMarks.PathsSetByUser(scenario).ToList() is { Count: > 0 } set)
            terminal.Output.WriteLine($"  set by you: {string.Join(", ", set)}");
        terminal.Output.WriteLine($"  hash {ScenarioWriter.Hash(scenario)}");
        return ExitCode.Success;
    }
}
