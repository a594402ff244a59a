using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>Runs several scenarios under the same keys: run n of one shares its chance, person by person, with run n of every other.</summary>
internal static class Series
{
    /// <summary>Runs all.</summary>
    /// <param name="scenarios">Scenarios that the reader has let through, at least one.</param>
    /// <param name="options">How often and how; without recorder and precision.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <returns>A result for each scenario, in their order; all books clean.</returns>
    /// <exception cref="AuditException">The books of one differ.</exception>
    public static async Task<ImmutableArray<CampaignResult>> RunAsync(IReadOnlyList<Scenario> scenarios, ExperimentOptions options, CancellationToken cancellation)
    {
        options.Validate();
        if (options.Recorder is not null || options.Precision is not null)
            throw new ArgumentException("Several scenarios are run without a recorder and with a given number of runs.", nameof(options));
        if ((long)scenarios.Count * options.Runs > ExperimentOptions.StudyRunsMax)
            throw new ArgumentOutOfRangeException(nameof(options), options.Runs, $"{scenarios.Count} points of that many runs are too many; a study has up to {ExperimentOptions.StudyRunsMax} runs.");
        var began = options.Clock?.GetTimestamp();
        var points = scenarios.Select(scenario => new RoundPoint(scenario)).ToArray();
        await Round.RunAsync(options, points, options.Runs, cancellation).ConfigureAwait(false);
        var wallTime = began is { } start ? options.Clock!.GetElapsedTime(start) : (TimeSpan?)null;
        return [.. points.Select(point => point.Result(options, wallTime).RequireCleanBooks())];
    }
}
