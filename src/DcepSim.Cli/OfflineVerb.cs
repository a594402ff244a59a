using System.CommandLine;
using DcepSim.Experiments;

namespace DcepSim.Cli;

/// <summary><c>dcepsim offline …</c>: what concerns purses and payment without network.</summary>
internal static class OfflineVerb
{
    private const string Description = """
        Purses and payment between two devices without network (双离线).

        Examples:
          dcepsim offline risk offline-risk --vary offline.policy.payeeCapYuan=100,500,2000
          dcepsim run offline-metro
          dcepsim run offline-disaster --set offline.outage.hours=72

        A scenario with a section "offline" runs its purses beside its campaign: see run.
        """;

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var command = new Command("offline", Description) { OfflineRiskVerb.Make(terminal, preset) };
        command.SetAction(_ =>
        {
            terminal.Error.WriteLine("dcepsim: name a verb; 'dcepsim offline --help' lists them.");
            return ExitCode.Misuse;
        });
        return command;
    }
}
