using System.CommandLine;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary>How often, from which seed, on how many threads, and where to: what every verb that runs campaigns is told.</summary>
internal sealed class ExperimentArguments
{
    private const int RunsPresetForPrecision = 10_000;

    private readonly bool _hasPrecision;
    private readonly bool _hasEnsemble;

    /// <param name="runs">What is counted, for the help.</param>
    /// <param name="runsPreset">How many unless given.</param>
    /// <param name="outPreset">Where results go unless given, for the help.</param>
    /// <param name="hasPrecision">Whether the verb may run until a precision is reached.</param>
    /// <param name="hasEnsemble">Whether the verb may run sets of parameters in turn.</param>
    public ExperimentArguments(string runs, int runsPreset, string outPreset, bool hasPrecision = false, bool hasEnsemble = true)
    {
        (_hasPrecision, _hasEnsemble) = (hasPrecision, hasEnsemble);
        Runs = NumberOption.Make("--runs", "N", runs, runsPreset, 1, ExperimentOptions.RunsMax);
        Out = new("--out") { Description = $"The results folder (default: {outPreset}).", HelpName = "DIR" };
        Out.Validators.Add(ScenarioArguments.RefuseBlank);
        Ensemble.Validators.Add(ScenarioArguments.RefuseBlank);
    }

    public Option<int> Runs { get; }

    public Option<long> Seed { get; } = new("--seed") { Description = "The number all chance grows from.", HelpName = "S", DefaultValueFactory = _ => 1 };

    public Option<int> Threads { get; } = NumberOption.Make("--threads", "T", "How many runs at once, 1 to 1024; 0 is one for each processor.", 0, 0, ExperimentOptions.ThreadsMax);

    public Option<string?> Out { get; }

    public Option<PrecisionTarget?> Precision { get; } = PrecisionOption.Make();

    public Option<string?> Ensemble { get; } = new("--ensemble")
    {
        Description = "Run n takes set n of an ensemble.json that calibrate has written, over and over; name the file or its folder.",
        HelpName = "FILE",
    };

    public Option<bool> Force { get; } = new("--force") { Description = "Replace earlier results in that folder; a folder with anything else in it is never replaced." };

    public Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON on standard output, and nothing else there." };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "Print neither progress nor table." };

    public ReportArguments Report { get; } = new();

    public void AddTo(Command command)
    {
        Report.AddTo(command);
        foreach (var option in new Option[] { Runs, Seed, Threads, Out, Force, Json, Quiet })
            command.Add(option);
        if (_hasPrecision)
            command.Add(Precision);
        if (_hasEnsemble)
            command.Add(Ensemble);
    }

    /// <summary>Where results go: what was asked for, or a folder of that name below the usual one.</summary>
    public string Folder(ParseResult parsed, string name) => parsed.GetValue(Out) ?? Path.Combine(".", "dcepsim-results", name);

    /// <exception cref="ManifestException">The ensemble cannot be read.</exception>
    public ExperimentOptions Read(ParseResult parsed, ExperimentOptions preset, Terminal terminal)
    {
        var precision = _hasPrecision ? parsed.GetValue(Precision) : null;
        var areRunsGiven = !(parsed.GetResult(Runs)?.Implicit ?? true);
        return preset with
        {
            Runs = precision is null || areRunsGiven ? parsed.GetValue(Runs) : RunsPresetForPrecision,
            Precision = precision,
            Seed = parsed.GetValue(Seed),
            Threads = parsed.GetValue(Threads),
            Ensemble = _hasEnsemble && parsed.GetValue(Ensemble) is { } file ? ParameterEnsemble.Read(file) : null,
            Clock = terminal.Clock,
        };
    }

    /// <summary>Why options cannot be used with these scenarios; null when they can.</summary>
    public static string? Fault(ExperimentOptions options, IEnumerable<Scenario> scenarios) => options.Precision switch
    {
        null => null,
        _ when options.Runs < 2 => "--precision needs --runs of at least 2: one run has no interval.",
        { } precision when scenarios.FirstOrDefault(scenario => !precision.Metric.AppliesTo(scenario)) is { } without =>
            $"--precision: the metric {precision.Metric} does not apply to {without.Name}.",
        _ => null,
    };
}
