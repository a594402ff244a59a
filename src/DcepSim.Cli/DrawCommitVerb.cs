using System.CommandLine;
using DcepSim.Draws;

namespace DcepSim.Cli;

/// <summary><c>dcepsim draw commit</c>: fixes list and prizes before the beacon is known.</summary>
internal sealed class DrawCommitVerb(Terminal terminal)
{
    private const string Description = """
        Writes the commitment to an entrant list and its prizes: publish its fingerprint before the
        beacon is known, and the draw from the same list with "draw run --commitment FINGERPRINT".

        Examples:
          dcepsim draw commit shenzhen-luohu-2020 --beacon-source "lottery of 11 October" --out committed
          dcepsim draw commit --entrants people.txt --winners 100 --out committed-list
        """;

    private readonly DrawSubject _subject = new();

    public static Command Make(Terminal terminal)
    {
        var verb = new DrawCommitVerb(terminal);
        var command = new Command("commit", Description);
        verb._subject.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => verb.Commit(parsed, cancellation), cancellation));
        return command;
    }

    private int Commit(ParseResult parsed, CancellationToken cancellation)
    {
        var (order, madeUpFor) = _subject.Read(parsed, beacon: null);
        return DrawRunVerb.Tell(terminal, madeUpFor is null
            ? DrawFiles.Commit(order, cancellationToken: cancellation)
            : ScenarioDraw.Commit(madeUpFor, order, cancellationToken: cancellation));
    }
}
