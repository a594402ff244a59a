using System.CommandLine;
using System.Text;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Web.Report;

namespace DcepSim.Cli;

/// <summary>How every verb that makes a study goes: claim the folder, run with progress, write, show.</summary>
internal sealed class StudyDoor(Terminal terminal, ExperimentOptions preset, ExperimentArguments arguments)
{
    /// <param name="parsed">The command line.</param>
    /// <param name="name">The folder's name where none was given.</param>
    /// <param name="scenarios">What it starts from.</param>
    /// <param name="points">How many scenarios will be run, for the bar.</param>
    /// <param name="run">Makes the study.</param>
    /// <param name="show">Shows it to a person.</param>
    public async Task<int> RunAsync<T>(ParseResult parsed, string name, IReadOnlyList<Scenario> scenarios, int points, Func<ExperimentOptions, Task<T>> run, Action<T, Sheet> show)
        where T : IStudy
    {
        var options = arguments.Read(parsed, preset, terminal);
        if ((long)points * options.Runs > ExperimentOptions.StudyRunsMax)
            return Refuse($"{points} points of {options.Runs} runs are too many; allowed: up to {ExperimentOptions.StudyRunsMax} runs in all.");
        if (ExperimentArguments.Fault(options, scenarios) is { } fault)
            return Refuse(fault);
        var shown = arguments.Folder(parsed, $"{name}-{options.Seed}");
        using var folder = WholeFolder.Open(shown, parsed.GetValue(arguments.Force));
        var startedAt = terminal.Clock.GetUtcNow();
        T study;
        using (var progress = parsed.GetValue(arguments.Quiet) ? null : new RunProgress(terminal, points * (options.Precision is { } precision ? Math.Min(precision.RunsMin, options.Runs) : options.Runs)))
            study = await run(options with { Progress = progress }).ConfigureAwait(false);
        if (arguments.Report.IsWanted(parsed))
            folder.Write(ResultFiles.Report, await StudyReport.WriteAsync(study, arguments.Report.Language(parsed)).ConfigureAwait(false));
        folder.Complete(study, startedAt);
        if (parsed.GetValue(arguments.Json))
        {
            terminal.Output.Write(Encoding.UTF8.GetString(study.WriteJson()));
        }
        else if (!parsed.GetValue(arguments.Quiet))
        {
            var sheet = new Sheet(terminal);
            show(study, sheet);
            foreach (var line in MetricText.Conditions(study.Facts.Precision, study.Facts.Ensemble))
                sheet.WriteLine(line);
            sheet.WriteLine($"Results: {shown}");
        }

        terminal.Output.Flush();
        return ExitCode.Success;
    }

    public int Refuse(string reason)
    {
        terminal.Error.WriteLine($"dcepsim: {reason}");
        return ExitCode.Misuse;
    }
}
