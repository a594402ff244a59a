using System.CommandLine;
using DcepSim.Campaigns;
using DcepSim.Draws;

namespace DcepSim.Cli;

/// <summary><c>dcepsim draw run</c>: draws the winners of a scenario, or of a real list.</summary>
internal sealed class DrawRunVerb(Terminal terminal)
{
    private const string Description = """
        Draws winners from an entrant list and writes commitment.json and proof.json.

        With a scenario and no list, a made-up list of numbers from 1 to its applicants is written to
        entrants.txt and drawn from; with both, the scenario's packets go to the list's entrants.

        Examples:
          dcepsim draw run shenzhen-luohu-2020 --beacon 8f3a52c1 --out luohu-draw
          dcepsim draw run --entrants people.txt --winners 100 --beacon 8f3a52c1 --out draw
          dcepsim draw run shenzhen-luohu-2020 --entrants committed/entrants.txt --out kept-draw \
              --beacon 8f3a52c1 --commitment <64 digits, as published>
        """;

    private readonly DrawSubject _subject = new();
    private readonly Option<Beacon> _beacon = DrawArguments.Beacon();
    private readonly Option<Digest> _commitment = DrawArguments.Commitment();

    public static Command Make(Terminal terminal)
    {
        var verb = new DrawRunVerb(terminal);
        var command = new Command("run", Description) { verb._beacon, verb._commitment };
        verb._subject.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => verb.Run(parsed, cancellation), cancellation));
        return command;
    }

    /// <summary>Says what came of a draw or a commitment.</summary>
    public static int Tell(Terminal terminal, DrawRunOutcome outcome)
    {
        if (!outcome.IsDone)
        {
            terminal.Error.WriteLine($"dcepsim: {outcome.Message}");
            return outcome.Fault is DrawRunFault.CommitmentBroken or DrawRunFault.OutputFailed ? ExitCode.Failure : ExitCode.Misuse;
        }

        terminal.Output.WriteLine(outcome.Message);
        terminal.Output.WriteLine($"Commitment: {outcome.CommitmentPath}");
        if (outcome.ProofPath is not null)
            terminal.Output.WriteLine($"Proof:      {outcome.ProofPath}");
        return ExitCode.Success;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (read, madeUpFor) = _subject.Read(parsed, parsed.GetRequiredValue(_beacon));
        var order = read with { PublishedCommitment = parsed.GetValue(_commitment) };
        return Tell(terminal, madeUpFor is null
            ? DrawFiles.Run(order, cancellationToken: cancellation)
            : ScenarioDraw.Run(madeUpFor, order, cancellationToken: cancellation));
    }
}
