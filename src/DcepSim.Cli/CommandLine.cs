using System.CommandLine;
using System.CommandLine.Help;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Settlement.Journal;
using DcepSim.Web;

namespace DcepSim.Cli;

/// <summary>The verbs of <c>dcepsim</c>.</summary>
public static class CommandLine
{
    private const string Description = """
        Simulates digital-RMB (e-CNY, 数字人民币) red-packet campaigns through a double-entry ledger.

        Examples:
          dcepsim run shenzhen-luohu-2020
          dcepsim compare shenzhen-luohu-2020 my-campaign.json
          dcepsim sweep shenzhen-luohu-2020 --vary merchants.count=1000,3389,10000
          dcepsim scenarios list
          dcepsim scenarios check my-campaign.json
          dcepsim draw run shenzhen-luohu-2020 --beacon 8f3a52c1 --out draw
          dcepsim offline risk offline-risk --vary offline.policy.payeeCapYuan=100,500
          dcepsim bench settle
          dcepsim serve
          dcepsim journal verify DIR

        Exit codes: 0 done; 1 failed (an audit break, a draw that does not verify, a disk error);
        2 refused before it began (options, scenario, results folder); 130 stopped by Ctrl-C.
        """;

    /// <summary>Carries out one command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="terminal">Where to speak to.</param>
    /// <param name="preset">What no option says of an experiment, such as how books are opened; null for the usual.</param>
    /// <param name="cancellation">Stops it; nothing half-written stays.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 refused before it began, 130 stopped.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, Terminal terminal, ExperimentOptions? preset = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(terminal);
        if (args is [['[', 's', 'u', 'g', 'g', 'e', 's', 't', ..], var line])
            return Suggest(Root(terminal, new ExperimentOptions()), args[0], line, terminal);
        var parsed = Root(terminal, preset ?? new ExperimentOptions()).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not BriefHelp)
        {
            foreach (var complaint in Complaints.Of(parsed))
                await terminal.Error.WriteLineAsync($"dcepsim: {complaint}").ConfigureAwait(false);
            await terminal.Error.WriteLineAsync($"Try 'dcepsim {PathOf(parsed)}--help'.").ConfigureAwait(false);
            return ExitCode.Misuse;
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // Ctrl-C comes in by the cancellation token
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return Tell(failure, terminal, LanguageIn(args), cancellation);
        }
    }

    /// <summary>Answers a shell's question what may stand at a place of a line: <c>[suggest:PLACE] LINE</c>.</summary>
    private static int Suggest(Command root, string asked, string line, Terminal terminal)
    {
        var place = int.TryParse(asked.AsSpan("[suggest:".Length).TrimEnd(']'), out var given) ? Math.Clamp(given, 0, line.Length) : line.Length;
        foreach (var completion in root.Parse(line, new ParserConfiguration { ResponseFileTokenReplacer = null }).GetCompletions(place))
            terminal.Output.WriteLine(completion.InsertText ?? completion.Label);
        return ExitCode.Success;
    }

    private static Command Root(Terminal terminal, ExperimentOptions preset)
    {
        var version = new Option<bool>("--version") { Description = "Show the version and end." };
        var root = new Command("dcepsim", Description) { new HelpOption("--help", "-h", "-?") { Action = new BriefHelp() }, version, RunVerb.Make(terminal, preset), CompareVerb.Make(terminal, preset), SweepVerb.Make(terminal, preset), SensitivityVerb.Make(terminal, preset), ValidateVerb.Make(terminal, preset), ReproduceVerb.Make(terminal, preset), CalibrateVerb.Make(terminal, preset), PredictVerb.Make(terminal, preset), OptimiseVerb.Make(terminal, preset), BranchVerb.Make(terminal, preset), ScenariosVerb.Make(terminal), DrawVerb.Make(terminal) };
        root.SetAction(parsed =>
        {
            if (parsed.GetValue(version))
            {
                terminal.Output.WriteLine(ProgramVersion.Commit is { } commit ? $"{ProgramVersion.Version}+{commit}" : ProgramVersion.Version);
                return ExitCode.Success;
            }

            terminal.Error.WriteLine("dcepsim: name a verb; 'dcepsim --help' lists them.");
            return ExitCode.Misuse;
        });
        root.Add(OfflineVerb.Make(terminal, preset));
        root.Add(BenchVerb.Make(terminal));
        root.Add(JournalVerb.Make(terminal));
        root.Add(ServeVerb.Make(terminal));
        root.Add(CompletionVerb.Make(terminal));
        return root;
    }

    private static string PathOf(ParseResult parsed)
    {
        var path = "";
        for (var command = parsed.CommandResult; command?.Parent is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
            path = $"{command.Command.Name} {path}";
        return path;
    }

    /// <summary>The language that a line asks for, by whatever verb; English where it asks for none.</summary>
    private static Language LanguageIn(IReadOnlyList<string> args)
    {
        for (var place = 0; place < args.Count; place++)
        {
            var asked = args[place].StartsWith("--lang=", StringComparison.Ordinal) ? args[place]["--lang=".Length..]
                : args[place] == "--lang" && place + 1 < args.Count ? args[place + 1]
                : null;
            if (Language.Of(asked) is { } language)
                return language;
        }

        return Language.English;
    }

    private static int Tell(Exception failure, Terminal terminal, Language language, CancellationToken cancellation)
    {
        if (failure is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            terminal.Error.WriteLine("dcepsim: stopped; nothing was written.");
            return ExitCode.Stopped;
        }

        if (failure is ScenarioException refused)
        {
            terminal.Error.WriteLine($"dcepsim: {FaultWords.Of(refused, language)}");
            return ExitCode.Misuse;
        }

        if (failure is ResultsInTheWayException or ManifestException)
        {
            terminal.Error.WriteLine($"dcepsim: {failure.Message}");
            return ExitCode.Misuse;
        }

        if (failure is AuditException)
        {
            terminal.Error.WriteLine($"dcepsim: {failure.Message}");
            return ExitCode.Failure;
        }

        var isDisk = failure is IOException or UnauthorizedAccessException or JournalReadOnlyException;
        terminal.Error.WriteLine(terminal.ShowStackTraces ? $"dcepsim: {failure}"
            : isDisk ? $"dcepsim: {failure.Message}"
            : $"dcepsim: internal error, {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")} (set DCEPSIM_DEBUG=1 to see where)");
        return ExitCode.Failure;
    }
}
