using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Results;

/// <summary>What a manifest says about a study.</summary>
/// <param name="Kind">What was done, and the name of its files: such as <c>compare</c> or <c>sweep</c>.</param>
/// <param name="Scenarios">The scenarios it started from.</param>
/// <param name="Seed">The number all chance grew from.</param>
/// <param name="Points">How many scenarios were run.</param>
/// <param name="Runs">How often each was run.</param>
/// <param name="Threads">How many threads were used.</param>
/// <param name="WallTime">How long it took; <c>null</c> without a clock.</param>
public sealed record StudyFacts(string Kind, ImmutableArray<Scenario> Scenarios, long Seed, int Points, int Runs, int Threads, TimeSpan? WallTime)
{
    /// <summary>What it was told beside scenarios, seed and runs; with these it can be made again.</summary>
    public ImmutableArray<StudyArgument> Arguments { get; init; } = [];

    /// <summary>The sets of parameters that the runs took in turn; <c>null</c> when all ran the scenarios as they are.</summary>
    public ParameterEnsemble? Ensemble { get; init; }

    /// <summary>Why it stopped, if it was to reach a precision; <c>null</c> when the number of runs was given.</summary>
    public PrecisionOutcome? Precision { get; init; }

    /// <summary>The facts of a study of several campaigns' results.</summary>
    internal static StudyFacts Of(
        string kind, IEnumerable<Scenario> scenarios, ExperimentOptions options, IReadOnlyList<CampaignResult> results, params ImmutableArray<StudyArgument> arguments) =>
        new(kind, [.. scenarios], options.Seed, results.Count, results[0].Runs.Length, options.ThreadsAllowed, results[0].WallTime)
        {
            Arguments = arguments,
            Ensemble = options.Ensemble,
            Precision = results[0].Precision,
        };
}
