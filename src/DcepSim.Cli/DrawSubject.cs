using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DcepSim.Campaigns;
using DcepSim.Draws;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary>What is drawn, told alike when it is committed to and when it is drawn: a scenario's packets, or places on a list.</summary>
internal sealed class DrawSubject
{
    private const int SourceLengthMax = 1_024;

    private readonly ScenarioArguments _scenario = new(required: false);
    private readonly Option<string> _entrants = DrawArguments.Entrants(required: false);
    private readonly Option<int?> _winners = new("--winners") { Description = "How many win, where no scenario says it.", HelpName = "N" };
    private readonly Option<string> _source = new("--beacon-source") { Description = "Where the beacon comes from, as announced; part of the commitment.", HelpName = "TEXT" };
    private readonly Option<string> _out = new("--out") { Description = "The folder for commitment, proof and a made-up list.", HelpName = "DIR", Required = true };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the files of an earlier draw in that folder." };

    public DrawSubject()
    {
        _out.Validators.Add(ScenarioArguments.RefuseBlank);
        _source.Validators.Add(result =>
        {
            if (result.Tokens is [var source] && source.Value.Length > SourceLengthMax)
                result.AddError($"--beacon-source has {source.Value.Length} characters; allowed: up to {SourceLengthMax}.");
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_scenario.Name);
        foreach (Option option in (Option[])[_entrants, _winners, _source, _out, _force, _scenario.Settings])
            command.Add(option);
        command.Validators.Add(Validate);
    }

    /// <summary>The order, and the scenario whose made-up list it needs; no scenario where there is a real list.</summary>
    public (DrawOrder Order, Scenario? MadeUpFor) Read(ParseResult parsed, Beacon? beacon)
    {
        var (folder, entrants) = (parsed.GetRequiredValue(_out), parsed.GetValue(_entrants));
        var scenario = parsed.GetValue(_scenario.Name) is null ? null : _scenario.Read(parsed);
        var order = scenario is null
            ? new DrawOrder(entrants!, DrawTerms.OfPlaces(parsed.GetValue(_winners)!.Value), beacon, folder)
            : ScenarioDraw.OrderOf(scenario, beacon, folder, entrants);
        return (order with { BeaconSource = parsed.GetValue(_source) ?? "", Overwrite = parsed.GetValue(_force) }, entrants is null ? scenario : null);
    }

    private void Validate(CommandResult result)
    {
        var (hasScenario, hasWinners) = (result.GetResult(_scenario.Name) is { Tokens.Count: > 0 }, result.GetResult(_winners) is { Tokens.Count: > 0 });
        if (hasScenario && hasWinners)
            result.AddError("A scenario says how many win; leave out --winners, or set campaign.packets.");
        if (!hasScenario && (!hasWinners || result.GetResult(_entrants) is null))
            result.AddError("Name a scenario, or give a list with --entrants and the number of winners with --winners.");
        if (result.GetResult(_winners) is { Tokens: [var winners] } && int.TryParse(winners.Value, CultureInfo.InvariantCulture, out var count) && count < 1)
            result.AddError($"--winners {count} is out of range; allowed: 1 to {int.MaxValue}.");
    }
}
