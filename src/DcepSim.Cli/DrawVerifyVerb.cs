using System.CommandLine;
using DcepSim.Campaigns;
using DcepSim.Draws;

namespace DcepSim.Cli;

/// <summary><c>dcepsim draw verify</c>: makes a draw again from its proof, its list and its beacon.</summary>
internal sealed class DrawVerifyVerb(Terminal terminal)
{
    private const string Description = """
        Checks a proof by making the draw again from the public list and the public beacon.
        Exit code 0: it holds. 1: it does not; the message says why. 2: nothing could be checked.

        Examples:
          dcepsim draw verify draw/proof.json --entrants people.txt --beacon 8f3a52c1
          dcepsim draw verify draw/proof.json --entrants people.txt --beacon 8f3a52c1 --commitment <64 digits>
        """;

    private readonly Argument<string> _proof = new("PROOF") { Description = "The proof file." };
    private readonly Option<string> _entrants = DrawArguments.Entrants(required: true);
    private readonly Option<Beacon> _beacon = DrawArguments.Beacon();
    private readonly Option<Digest> _commitment = DrawArguments.Commitment();

    public static Command Make(Terminal terminal)
    {
        var verb = new DrawVerifyVerb(terminal);
        verb._proof.Validators.Add(ScenarioArguments.RefuseBlank);
        var command = new Command("verify", Description) { verb._proof, verb._entrants, verb._beacon, verb._commitment };
        command.SetAction((parsed, cancellation) => Task.Run(() => verb.Verify(parsed, cancellation), cancellation));
        return command;
    }

    private int Verify(ParseResult parsed, CancellationToken cancellation)
    {
        var verdict = DrawFiles.Verify(
            parsed.GetRequiredValue(_proof),
            parsed.GetRequiredValue(_entrants),
            parsed.GetRequiredValue(_beacon),
            parsed.GetValue(_commitment),
            cancellationToken: cancellation);
        if (verdict.Holds)
        {
            terminal.Output.WriteLine(verdict.Message);
            return ExitCode.Success;
        }

        terminal.Error.WriteLine($"dcepsim: {verdict.Message}");
        return verdict.Fault == DrawFault.FileUnreadable ? ExitCode.Misuse : ExitCode.Failure;
    }
}
