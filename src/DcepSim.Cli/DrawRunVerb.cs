using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DcepSim.Campaigns;
using DcepSim.Draws;
using DcepSim.Simulation.Scenarios;

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

    private static DrawTerms TermsOf(Scenario scenario) => new(
        [.. scenario.Campaign.Packets.Select((packet, place) => new DrawPrize(string.Create(CultureInfo.InvariantCulture, $"packet {place + 1}"), packet.Face, packet.Count))]);

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
        var scenario = parsed.GetValue(_scenario.Name) is null ? null : _scenario.Read(parsed);
        var folder = parsed.GetRequiredValue(_out);
        var madeUp = parsed.GetValue(_entrants) is null ? Path.Combine(folder, DrawFiles.EntrantsName) : null;
        if (madeUp is not null && WriteMadeUp(madeUp, scenario!, parsed.GetValue(_force), cancellation) is { } refused)
            return Tell(refused);

        var order = new DrawOrder(
            madeUp ?? parsed.GetRequiredValue(_entrants),
            scenario is null ? DrawTerms.OfPlaces(parsed.GetValue(_winners)!.Value) : TermsOf(scenario),
            parsed.GetRequiredValue(_beacon),
            folder)
        {
            Campaign = scenario is null ? default : new CampaignId(scenario.Name),
            BeaconSource = parsed.GetValue(_source) ?? "",
            PublishedCommitment = parsed.GetValue(_commitment),
            Overwrite = parsed.GetValue(_force),
        };
        return Tell(DrawOrUndo(order, madeUp, cancellation));
    }

    /// <summary>Writes the made-up list, or says why it must not be written.</summary>
    private static DrawRunOutcome? WriteMadeUp(string path, Scenario scenario, bool force, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (File.Exists(folder))
            return new(DrawRunFault.OutputInTheWay, $"'{folder}' is a file; the draw needs a folder.");
        var inTheWay = new[] { path, Path.Combine(folder, DrawFiles.ProofName), Path.Combine(folder, DrawFiles.CommitmentName) }.FirstOrDefault(File.Exists);
        if (inTheWay is not null && !force)
            return new(DrawRunFault.OutputInTheWay, $"'{inTheWay}' is there already; name another folder with --out, or replace it with --force.");
        Directory.CreateDirectory(folder);
        DrawFiles.WriteNumberedEntrants(path, scenario.Campaign.Applicants, cancellation);
        return null;
    }

    private static DrawRunOutcome DrawOrUndo(DrawOrder order, string? madeUp, CancellationToken cancellation)
    {
        var isDone = false;
        try
        {
            var outcome = DrawFiles.Run(order, cancellationToken: cancellation);
            isDone = outcome.IsDone;
            return outcome;
        }
        finally
        {
            if (!isDone && madeUp is not null)
                File.Delete(madeUp);
        }
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
