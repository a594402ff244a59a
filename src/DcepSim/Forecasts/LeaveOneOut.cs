using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Forecasts;

/// <summary>Every pilot forecast from the others and held against its published figures, beside two baselines.</summary>
/// <remarks>Immutable and safe to share between threads. With two pilots the two baselines are one: there is one training pilot.</remarks>
public sealed class LeaveOneOut : IStudy
{
    /// <summary>The format and its version of <c>leave-one-out.json</c>.</summary>
    public const string Schema = "dcepsim.leave-one-out/1";

    private LeaveOneOut(StudyFacts facts, ImmutableArray<LeftOutPilot> pilots) => (Facts, Pilots) = (facts, pilots);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>The pilots, in the order given.</summary>
    public ImmutableArray<LeftOutPilot> Pilots { get; }

    /// <summary>Forecasts every pilot from the others.</summary>
    /// <param name="pilots">Two and up, each with published totals of role fitted.</param>
    /// <param name="forecast">What is assumed; <c>null</c> for the defaults.</param>
    /// <param name="options">As for <see cref="CampaignForecast.RunAsync"/>, without ensemble.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ScenarioException">A scenario has faults, a pilot has nothing to fit, or the figures cannot be met.</exception>
    /// <exception cref="ArgumentException">There are fewer than two pilots, or the options hold a recorder, a precision or an ensemble.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<LeaveOneOut> RunAsync(
        IReadOnlyList<Scenario> pilots, ForecastOptions? forecast = null, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pilots);
        if (pilots.Count < 2)
            throw new ArgumentException($"Leaving one out needs two pilots or more, not {pilots.Count}.", nameof(pilots));
        options ??= new ExperimentOptions { Runs = 400 };
        if (options.Ensemble is not null)
            throw new ArgumentException("Sets of parameters that were fitted to a pilot know it: leaving one out fits its own.", nameof(options));
        var began = options.Clock?.GetTimestamp();
        forecast ??= new();
        var left = ImmutableArray.CreateBuilder<LeftOutPilot>();
        for (var place = 0; place < pilots.Count; place++)
        {
            var others = pilots.Where((_, other) => other != place).ToArray();
            var told = await CampaignForecast.RunAsync(pilots[place], others, forecast, options with { Clock = null, Progress = PartOf(options.Progress, place, pilots.Count) }, cancellation).ConfigureAwait(false);
            left.Add(new(told, [.. told.Metrics.Where(metric => IsOutcome(pilots[place], metric)).Select(metric => new LeftOutFigure(metric, pilots[place].Published[metric.Metric.Name].Value))]));
        }

        var facts = new StudyFacts(
            "leave-one-out", [.. pilots.Select(pilot => ScenarioReader.Check(pilot))], options.Seed, pilots.Count, options.Runs, options.ThreadsAllowed, began is { } start ? options.Clock!.GetElapsedTime(start) : null)
        {
            Arguments = CampaignForecast.ArgumentsOf(forecast),
        };
        return new(facts, left.ToImmutable());
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => LeaveOneOutFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => LeaveOneOutFile.WriteCsv(this);

    private static PilotProgress? PartOf(IProgress<ExperimentProgress>? whole, int pilot, int pilots) => whole is null ? null : new(whole, pilot, pilots);

    private static bool IsOutcome(Scenario pilot, MetricForecast metric) =>
        pilot.Published.TryGetValue(metric.Metric.Name, out var figure) && figure.Role is FigureRole.Fitted or FigureRole.HeldOut or FigureRole.Derived && double.IsFinite(metric.Low);

    /// <summary>Tells the runs for one pilot as part of those for all, which take about as many each.</summary>
    private sealed class PilotProgress(IProgress<ExperimentProgress> whole, int pilot, int pilots) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => whole.Report(value with
        {
            RunsDone = (int)Math.Min(int.MaxValue, ((long)pilot * value.Runs) + value.RunsDone),
            Runs = (int)Math.Min(int.MaxValue, (long)pilots * value.Runs),
        });
    }
}
