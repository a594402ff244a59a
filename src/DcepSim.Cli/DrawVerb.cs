using System.CommandLine;

namespace DcepSim.Cli;

/// <summary><c>dcepsim draw commit|run|verify</c>: draws in public, and checks such a draw.</summary>
internal static class DrawVerb
{
    private const string Description = """
        Draws winners so that anybody can check the draw, and checks such a draw.

        The organiser publishes the commitment's fingerprint (entrant list and prizes) first; then a
        beacon that nobody could foresee (a lottery number, a block's hash) decides, and the proof
        lets anyone make the draw again.

        Examples:
          dcepsim draw commit shenzhen-luohu-2020 --out committed
          dcepsim draw run shenzhen-luohu-2020 --beacon 8f3a52c1 --out luohu-draw
          dcepsim draw run --entrants people.txt --winners 100 --beacon 8f3a52c1 --out draw
          dcepsim draw verify draw/proof.json --entrants people.txt --beacon 8f3a52c1
        """;

    public static Command Make(Terminal terminal) => new("draw", Description) { DrawCommitVerb.Make(terminal), DrawRunVerb.Make(terminal), DrawVerifyVerb.Make(terminal) };
}
