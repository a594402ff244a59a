using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Designs;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Sweeps;

/// <summary>How much of a metric's movement each of several fields explains, when all move within their ranges at once.</summary>
/// <remarks>All points share their chance, so the metric is a fixed function of the fields. Fields move independently and evenly within their
/// ranges: the answer is about these ranges. Immutable and safe to share between threads.</remarks>
public sealed class CampaignSensitivity : IStudy
{
    /// <summary>The format and its version of <c>sensitivity.json</c>.</summary>
    public const string Schema = "dcepsim.sensitivity/1";

    /// <summary>How often the bootstrap draws again.</summary>
    public const int Resamples = 1_000;

    /// <summary>The most fields for Sobol indices.</summary>
    public const int SobolAxesMax = SobolSequence.DimensionsMax / 2;

    private CampaignSensitivity(
        StudyFacts facts, SensitivityMethod method, Metric metric, int basePoints, ImmutableArray<SweepAxis> axes, ImmutableArray<SensitivityIndex> indices) =>
        (Facts, Method, Metric, BasePoints, Axes, Indices) = (facts, method, metric, basePoints, axes, indices);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>How influence was measured.</summary>
    public SensitivityMethod Method { get; }

    /// <summary>What was moved.</summary>
    public Metric Metric { get; }

    /// <summary>Base points of Sobol's design, or trajectories of Morris's.</summary>
    public int BasePoints { get; }

    /// <summary>The fields and their ranges.</summary>
    public ImmutableArray<SweepAxis> Axes { get; }

    /// <summary>The indices of each field, in the order of the axes.</summary>
    public ImmutableArray<SensitivityIndex> Indices { get; }

    /// <summary>How many points a study runs: n (d + 2) for Sobol, n (d + 1) for Morris.</summary>
    /// <param name="axes">The fields and their ranges.</param>
    /// <param name="method">How influence is measured.</param>
    /// <param name="basePoints">n: base points or trajectories, 2 and up; a power of two is best for Sobol.</param>
    /// <exception cref="ScenarioException">An axis is no range, there are too many, or the points are too few or more than a million.</exception>
    public static int CountPoints(IReadOnlyList<SweepAxis> axes, SensitivityMethod method, int basePoints)
    {
        ArgumentNullException.ThrowIfNull(axes);
        VariedScenarios.Require(axes, areRanges: true);
        var count = (long)basePoints * (axes.Count + (method == SensitivityMethod.Sobol ? 2 : 1));
        var fault = basePoints < 2 ? $"a design needs 2 base points or more, not {basePoints}"
            : count > VariedScenarios.PointsMax ? $"there are {count} points; allowed: up to {VariedScenarios.PointsMax}"
            : method == SensitivityMethod.Sobol && axes.Count > SobolAxesMax ? $"there are {axes.Count} fields; allowed: up to {SobolAxesMax}, or the Morris method"
            : null;
        return fault is null ? (int)count : throw new ScenarioException("--vary", [new ScenarioFault("", fault)]);
    }

    /// <summary>Runs a study.</summary>
    /// <param name="scenario">Where it starts from.</param>
    /// <param name="axes">The fields and their ranges.</param>
    /// <param name="metric">What is looked at: its mean over the runs of a point.</param>
    /// <param name="method">How influence is measured.</param>
    /// <param name="basePoints">n, see <see cref="CountPoints"/>.</param>
    /// <param name="options">How often each point is run and how, without recorder; <c>null</c> for 20 runs from seed 1.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ScenarioException">The axes do not fit, a point is no scenario that can be run, or the metric has no value at one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or there are more than <see cref="ExperimentOptions.StudyRunsMax"/> runs in all.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<CampaignSensitivity> RunAsync(
        Scenario scenario,
        IReadOnlyList<SweepAxis> axes,
        Metric metric,
        SensitivityMethod method = SensitivityMethod.Sobol,
        int basePoints = 64,
        ExperimentOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(metric);
        options ??= new ExperimentOptions();
        var count = CountPoints(axes, method, basePoints);
        var key = RandomKey.FromSeed(options.Seed);
        var design = method == SensitivityMethod.Sobol ? new SobolIndexDesign(axes.Count, basePoints, key.Child("design")) : null;
        var walks = method == SensitivityMethod.Morris ? new MorrisDesign(axes.Count, basePoints, key.Child("design")) : null;
        var values = Enumerable.Range(0, count).Select(index => VariedScenarios.At(axes, design?.Point(index) ?? walks!.Point(index))).ToArray();
        var results = await Series.RunAsync(VariedScenarios.Of(scenario, axes, values, options, cancellation), options, cancellation).ConfigureAwait(false);
        var outputs = results.Select((result, place) => Output(result, metric, place)).ToArray();
        var indices = design is not null ? OfSobol(design, axes, outputs, key.Child("bootstrap")) : OfMorris(walks!, axes, outputs, key.Child("bootstrap"));
        var facts = StudyFacts.Of(
            "sensitivity",
            [ScenarioReader.Check(scenario)],
            options,
            results,
            new("vary", [.. axes.Select(axis => axis.ToString())]),
            new("metric", [metric.Name]),
            new("method", [ScenarioNames.Of(method)]),
            new("points", [basePoints.ToString(CultureInfo.InvariantCulture)]));
        return new(facts, method, metric, basePoints, [.. axes], [.. indices]);
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => SensitivityFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => SensitivityFile.WriteCsv(this);

    private static double Output(CampaignResult result, Metric metric, int place)
    {
        var mean = result.Metrics.SingleOrDefault(row => row.Metric == metric)?.Mean ?? double.NaN;
        return double.IsFinite(mean) ? mean : throw new ScenarioException(
            string.Create(CultureInfo.InvariantCulture, $"{result.Scenario.Name}, point {place + 1}"), [new ScenarioFault("", $"{metric} has no value there; allowed: a metric that every point gives")]);
    }

    private static IEnumerable<SensitivityIndex> OfSobol(SobolIndexDesign design, IReadOnlyList<SweepAxis> axes, double[] outputs, RandomKey key) =>
        design.Estimate(outputs, Resamples, key).SelectMany((index, place) => new SensitivityIndex[]
        {
            new(axes[place].Path, "first", index.First),
            new(axes[place].Path, "total", index.Total),
        });

    private static IEnumerable<SensitivityIndex> OfMorris(MorrisDesign design, IReadOnlyList<SweepAxis> axes, double[] outputs, RandomKey key)
    {
        var effects = design.Effects(outputs);
        return axes.SelectMany((axis, place) => new SensitivityIndex[]
        {
            new(axis.Path, "mu", Bootstrapped(effects[place], Mean, key.Child((ulong)place))),
            new(axis.Path, "muStar", Bootstrapped([.. effects[place].Select(Math.Abs)], Mean, key.Child((ulong)place))),
            new(axis.Path, "sigma", Bootstrapped(effects[place], values => RunEstimator.FromRuns(values).Sd!.Value, key.Child((ulong)place))),
        });
    }

    private static IntervalEstimate Bootstrapped(double[] effects, SampleStatistic statistic, RandomKey key) => Bootstrap.Percentile(effects, statistic, Resamples, key);

    private static double Mean(ReadOnlySpan<double> values) => RunEstimator.FromRuns(values).Mean;
}
