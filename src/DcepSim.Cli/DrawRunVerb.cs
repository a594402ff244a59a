using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DcepSim.Campaigns;
using DcepSim.Draws;

namespace DcepSim.Cli;

/// <summary><c>dcepsim draw run</c>: draws the winners of a scenario, or of a real list.</summary>
internal sealed class DrawRunVerb
{
    private const string Description = """
        Draws winners from an entrant list and writes commitment.json and proof.json.

        With a scenario and no list, a made-up list of numbers from 1 to its applicants is written to
        entrants.txt and drawn from; with both, the scenario's packets go to the list's entrants.

        Examples:
          dcepsim draw run shenzhen-luohu-2020 --beacon 8f3a52c1 --out draw
          dcepsim draw run shenzhen-luohu-2020 --entrants people.txt --beacon 8f3a52c1 --out draw
          dcepsim draw run --entrants people.txt --winners 100 --beacon 8f3a52c1 --out draw
        """;

    private readonly Terminal _terminal;
    private readonly ScenarioArguments _scenario = new(required: false);
    private readonly Option<string> _entrants = DrawArguments.Entrants(required: false);
    private readonly Option<int?> _winners = new("--winners") { Description = "How many win, where no scenario says it.", HelpName = "N" };
    private readonly Option<Beacon> _beacon = DrawArguments.Beacon();
    private readonly Option<string> _source = new("--beacon-source") { Description = "Where the beacon comes from, as announced.", HelpName = "TEXT" };
    private readonly Option<Digest> _commitment = DrawArguments.Commitment();
    private readonly Option<string> _out = new("--out") { Description = "The folder for commitment, proof and a made-up list.", HelpName = "DIR", Required = true };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the files of an earlier draw in that folder." };

    private DrawRunVerb(Terminal terminal)
    {
        _terminal = terminal;
        _out.Validators.Add(ScenarioArguments.RefuseBlank);
    }

    public static Command Make(Terminal terminal)
    {
        var verb = new DrawRunVerb(terminal);
        var command = new Command("run", Description)
        {
            verb._scenario.Name, verb._entrants, verb._winners, verb._beacon, verb._source, verb._commitment, verb._out, verb._force, verb._scenario.Settings,
        };
        command.Validators.Add(verb.Validate);
        command.SetAction((parsed, cancellation) => Task.Run(() => verb.Run(parsed, cancellation), cancellation));
        return command;
    }

    private static int ExitCodeOf(DrawRunFault fault) => fault switch
    {
        DrawRunFault.None => ExitCode.Success,
        DrawRunFault.CommitmentBroken or DrawRunFault.OutputFailed => ExitCode.Failure,
        _ => ExitCode.Misuse,
    };

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

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (beacon, folder, entrants) = (parsed.GetRequiredValue(_beacon), parsed.GetRequiredValue(_out), parsed.GetValue(_entrants));
        var scenario = parsed.GetValue(_scenario.Name) is null ? null : _scenario.Read(parsed);
        var order = (scenario is null
            ? new DrawOrder(entrants!, DrawTerms.OfPlaces(parsed.GetValue(_winners)!.Value), beacon, folder)
            : ScenarioDraw.OrderOf(scenario, beacon, folder, entrants)) with
        {
            BeaconSource = parsed.GetValue(_source) ?? "",
            PublishedCommitment = parsed.GetValue(_commitment),
            Overwrite = parsed.GetValue(_force),
        };
        return Tell(entrants is null
            ? ScenarioDraw.Run(scenario!, order, cancellationToken: cancellation)
            : DrawFiles.Run(order, cancellationToken: cancellation));
    }

    private int Tell(DrawRunOutcome outcome)
    {
        if (!outcome.IsDone)
        {
            _terminal.Error.WriteLine($"dcepsim: {outcome.Message}");
            return ExitCodeOf(outcome.Fault);
        }

        _terminal.Output.WriteLine(outcome.Message);
        _terminal.Output.WriteLine($"Commitment: {outcome.CommitmentPath} (its fingerprint is what is published before the beacon is known)");
        _terminal.Output.WriteLine($"Proof:      {outcome.ProofPath}");
        return ExitCode.Success;
    }
}
