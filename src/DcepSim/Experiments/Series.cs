using System.Collections.Immutable;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Experiments;

/// <summary>Runs several scenarios under the same keys: run n of one shares its chance, person by person, with run n of every other.</summary>
internal static class Series
{
    /// <summary>Runs all.</summary>
    /// <param name="scenarios">Scenarios that the reader has let through, at least one.</param>
    /// <param name="options">How often and how; without recorder.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <param name="isPaired">Whether a precision speaks of the differences against the first scenario, as parts of its mean, and not of each mean.</param>
    /// <returns>A result for each scenario, in their order, all with as many runs; all books clean.</returns>
    /// <exception cref="AuditException">The books of one differ.</exception>
    public static async Task<ImmutableArray<CampaignResult>> RunAsync(
        IReadOnlyList<Scenario> scenarios, ExperimentOptions options, CancellationToken cancellation, bool isPaired = false)
    {
        Require(scenarios, options);
        var began = options.Clock?.GetTimestamp();
        var points = scenarios.Select(scenario => new RoundPoint(scenario, options.Ensemble)).ToArray();
        var precision = await RunPointsAsync(points, options, isPaired, cancellation).ConfigureAwait(false);
        var wallTime = began is { } start ? options.Clock!.GetElapsedTime(start) : (TimeSpan?)null;
        return [.. points.Select(point => point.Result(options, wallTime, precision).RequireCleanBooks())];
    }

    /// <summary>Runs points as often as asked for, or until the precision asked for is reached.</summary>
    /// <returns>Why it stopped; null when the number of runs was given.</returns>
    public static async Task<PrecisionOutcome?> RunPointsAsync(
        IReadOnlyList<RoundPoint> points, ExperimentOptions options, bool isPaired, CancellationToken cancellation)
    {
        if (options.Precision is not { } target)
        {
            await Round.RunAsync(options, points, options.Runs, cancellation).ConfigureAwait(false);
            return null;
        }

        var rule = target.RuleFor(options.Runs);
        var looks = ImmutableArray.CreateBuilder<int>();
        for (var runs = rule.RunsMin; ;)
        {
            await Round.RunAsync(options, points, runs, cancellation).ConfigureAwait(false);
            looks.Add(runs);
            var estimates = Judged(points, target.Metric, isPaired);
            var needed = estimates.Max(rule.RunsNeeded);
            if (needed == runs)
                return new(target, options.Runs, Widest(estimates), estimates.All(rule.IsMet), looks.ToImmutable());
            runs = needed;
        }
    }

    private static void Require(IReadOnlyList<Scenario> scenarios, ExperimentOptions options)
    {
        options.Validate();
        if (options.Recorder is not null)
            throw new ArgumentException("Several scenarios are run without a recorder.", nameof(options));
        if ((long)scenarios.Count * options.Runs > ExperimentOptions.StudyRunsMax)
            throw new ArgumentOutOfRangeException(nameof(options), options.Runs, $"{scenarios.Count} points of that many runs are too many; a study has up to {ExperimentOptions.StudyRunsMax} runs.");
        if (options.Precision is { } precision && scenarios.FirstOrDefault(scenario => !precision.Metric.AppliesTo(scenario)) is { } without)
            throw new ArgumentException($"The metric {precision.Metric} does not apply to the scenario {without.Name}.", nameof(options));
    }

    private static Estimate[] Judged(IReadOnlyList<RoundPoint> points, Metric metric, bool isPaired)
    {
        var values = points.Select(point => MetricValues.Of(metric, point.Results)).ToArray();
        if (!isPaired)
            return [.. values.Select(runs => MetricValues.Estimate(runs))];
        var mean = MetricValues.Estimate(values[0]).Mean;
        return [.. values.Skip(1).Select(runs => MetricValues.Difference(values[0], runs)).Select(difference => difference with
        {
            Mean = mean,
            MeanLow = mean - difference.MeanHalfWidth,
            MeanHigh = mean + difference.MeanHalfWidth,
        })];
    }

    private static double? Widest(Estimate[] estimates)
    {
        var widest = estimates.Max(estimate => estimate.MeanHalfWidth / Math.Abs(estimate.Mean));
        return widest is { } width && double.IsFinite(width) ? width : null;
    }
}
