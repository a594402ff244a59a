using System.CommandLine;
using DcepSim.Experiments;

namespace DcepSim.Cli;

/// <summary>How often, from which seed, on how many threads, and where to: what every verb that runs campaigns is told.</summary>
internal sealed class ExperimentArguments
{
    public ExperimentArguments(string runs, int runsPreset, string outPreset)
    {
        Runs = NumberOption.Make("--runs", "N", runs, runsPreset, 1, ExperimentOptions.RunsMax);
        Out = new("--out") { Description = $"The results folder (default: {outPreset}).", HelpName = "DIR" };
        Out.Validators.Add(ScenarioArguments.RefuseBlank);
    }

    public Option<int> Runs { get; }

    public Option<long> Seed { get; } = new("--seed") { Description = "The number all chance grows from.", HelpName = "S", DefaultValueFactory = _ => 1 };

    public Option<int> Threads { get; } = NumberOption.Make("--threads", "T", "How many runs at once, 1 to 1024; 0 is one for each processor.", 0, 0, ExperimentOptions.ThreadsMax);

    public Option<string?> Out { get; }

    public Option<bool> Force { get; } = new("--force") { Description = "Replace earlier results in that folder; a folder with anything else in it is never replaced." };

    public Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON on standard output, and nothing else there." };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "Print neither progress nor table." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Runs, Seed, Threads, Out, Force, Json, Quiet })
            command.Add(option);
    }

    /// <summary>Where results go: what was asked for, or a folder of that name below the usual one.</summary>
    public string Folder(ParseResult parsed, string name) => parsed.GetValue(Out) ?? Path.Combine(".", "dcepsim-results", name);

    public ExperimentOptions Read(ParseResult parsed, ExperimentOptions preset, Terminal terminal) => preset with
    {
        Runs = parsed.GetValue(Runs),
        Seed = parsed.GetValue(Seed),
        Threads = parsed.GetValue(Threads),
        Clock = terminal.Clock,
    };
}
