using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Calibration;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Forecasts;

/// <summary>A forecast of a pilot that is known only by its rules, from pilots with published totals: prediction intervals that hold run chance,
/// what training leaves open, and what pilots may differ by.</summary>
/// <remarks>Immutable and safe to share between threads. What pilots differ by is an assumption (<see cref="ForecastField.BetweenScale"/>): two
/// pilots cannot estimate it, so a table says what other scales would give. No figure published about the pilot itself is used.</remarks>
/// <example><code>
/// var luohu = ScenarioReader.Read("shenzhen-luohu-2020");
/// var suzhou = ScenarioReader.Read("suzhou-double12-2020");
/// var forecast = await CampaignForecast.RunAsync(ScenarioReader.Read("beijing-wangfujing-2021"), [luohu, suzhou]);
/// Console.WriteLine(forecast["redeemedFen"].High);
/// </code></example>
public sealed class CampaignForecast : IStudy
{
    /// <summary>The format and its version of <c>predict.json</c>.</summary>
    public const string Schema = "dcepsim.predict/1";

    /// <summary>What the intervals are to cover.</summary>
    public const double Level = 0.95;

    /// <summary>The fewest draws: 39, whose least and greatest cover one more draw in 95 of 100 cases.</summary>
    public static int DrawsMin { get; } = PredictionInterval.LeastDraws(Level);

    private CampaignForecast(StudyFacts facts, CampaignResult result, ImmutableArray<MetricForecast> metrics, ImmutableArray<ScaledForecast> otherScales, ForecastOptions assumed) =>
        (Facts, Result, Metrics, OtherScales, Assumed) = (facts, result, metrics, otherScales, assumed);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>The runs that the intervals come from: each under parameters of its own.</summary>
    public CampaignResult Result { get; }

    /// <summary>The forecasts, in the order of <see cref="Metric.All"/>.</summary>
    public ImmutableArray<MetricForecast> Metrics { get; }

    /// <summary>What other scales between pilots would give.</summary>
    public ImmutableArray<ScaledForecast> OtherScales { get; }

    /// <summary>What was assumed.</summary>
    public ForecastOptions Assumed { get; }

    /// <summary>How many sets of parameters meet the training figures.</summary>
    public required int Sets { get; init; }

    /// <summary>How many were tried.</summary>
    public required int SetsTried { get; init; }

    /// <summary>The pilot that is forecast.</summary>
    public Scenario Target => Facts.Scenarios[0];

    /// <summary>The pilots it was fitted on.</summary>
    public ImmutableArray<Scenario> Training => Facts.Scenarios[1..];

    /// <inheritdoc/>
    public ImmutableArray<StudyFile> MoreFiles => [new(ResultFiles.Summary, ForecastFile.WriteSummary(this)), new(ResultFiles.Runs, RunsFile.Write(Result))];

    /// <summary>The forecast of a metric.</summary>
    /// <param name="name">The metric's name, such as <c>redeemedFen</c>.</param>
    /// <exception cref="ArgumentException">The metric does not apply to the pilot, or is an input.</exception>
    public MetricForecast this[string name] => Metrics.FirstOrDefault(forecast => forecast.Metric.Name == name)
        ?? throw new ArgumentException($"There is no forecast of \"{name}\"; there are: {string.Join(", ", Metrics.Select(forecast => forecast.Metric.Name))}.", nameof(name));

    /// <summary>Forecasts a pilot.</summary>
    /// <param name="target">The pilot. Its rules are used; what its file says of the fields in <paramref name="forecast"/>, and its published figures, are not.</param>
    /// <param name="training">Pilots with published totals of role fitted; one and up.</param>
    /// <param name="forecast">What is assumed; <c>null</c> for the defaults.</param>
    /// <param name="options">Seed, threads, progress, and how many draws (<c>Runs</c>, at least <see cref="DrawsMin"/>; 400 are
    /// advised: the ends of few draws cover as often, but lie farther out and waver). With an
    /// ensemble its sets stand for those that would be fitted to the training pilots. Without recorder and precision. <c>null</c> for 400 draws from
    /// seed 1.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ScenarioException">A scenario has faults, a training pilot has nothing to fit, or the figures cannot be met.</exception>
    /// <exception cref="ArgumentException">There is no training pilot, or the options hold a recorder or a precision.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Task<CampaignForecast> RunAsync(
        Scenario target, IReadOnlyList<Scenario> training, ForecastOptions? forecast = null, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(training);
        forecast ??= new();
        options ??= new ExperimentOptions { Runs = 400 };
        forecast.Validate();
        options.Validate();
        if (training.Count == 0)
            throw new ArgumentException("A forecast needs a training pilot.", nameof(training));
        if (options.Recorder is not null || options.Precision is not null)
            throw new ArgumentException("A forecast runs without recorder and precision.", nameof(options));
        if (options.Runs < DrawsMin || options.Runs > ParameterEnsemble.SetsMax)
            throw new ArgumentOutOfRangeException(nameof(options), options.Runs, $"A forecast takes {DrawsMin} to {ParameterEnsemble.SetsMax} draws.");
        return Task.Run(() => ForecastAsync(ScenarioReader.Check(target), [.. training.Select(pilot => ScenarioReader.Check(pilot))], forecast, options, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => ForecastFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => ForecastFile.WriteCsv(this);

    private static async Task<CampaignForecast> ForecastAsync(
        Scenario target, ImmutableArray<Scenario> training, ForecastOptions forecast, ExperimentOptions options, CancellationToken cancellation)
    {
        var began = options.Clock?.GetTimestamp();
        var planned = ((training.Length * (forecast.Sets * 8L)) + 100) * (options.Ensemble is null ? 1 : 0) + (options.Runs * (3L + forecast.OtherScales.Length));
        var count = new RunCount(options.Progress, (int)Math.Min(planned, int.MaxValue));
        var trained = options.Ensemble is { } given ? TrainedSets.Of(given, forecast, options.Seed) : TrainedSets.Fit(training, forecast, options, count, cancellation);
        var draws = new ForecastDraws(trained, target, options.Seed);
        var runsOf = new TargetRuns(target, options, count, cancellation);
        var chance = await runsOf.UnderAsync(draws.Middle()).ConfigureAwait(false);
        var parameters = await runsOf.UnderAsync(draws.Parameters(options.Runs)).ConfigureAwait(false);
        var result = await runsOf.UnderAsync(draws.NewPilots(options.Runs, 1)).ConfigureAwait(false);
        var others = ImmutableArray.CreateBuilder<ScaledForecast>();
        foreach (var factor in forecast.OtherScales)
        {
            var scaled = await runsOf.UnderAsync(draws.NewPilots(options.Runs, factor)).ConfigureAwait(false);
            others.Add(new(factor, [.. MetricsOf(target).Select(metric => Forecast(metric, Values(metric, scaled), null, null, training, target))]));
        }

        var metrics = MetricsOf(target).Select(metric => Forecast(metric, Values(metric, result), Values(metric, chance), Values(metric, parameters), training, target));
        return new(FactsOf(target, training, forecast, options, began), result, [.. metrics], others.ToImmutable(), forecast) { Sets = trained.Sets.Length, SetsTried = trained.Tried };
    }

    private static IEnumerable<Metric> MetricsOf(Scenario target) => Metric.All.Where(metric => metric.AppliesTo(target) && metric.RoleUnpublished != FigureRole.Input);

    private static double[] Values(Metric metric, CampaignResult result) => [.. MetricValues.Of(metric, result.Runs).Where(double.IsFinite)];

    private static MetricForecast Forecast(Metric metric, double[] values, double[]? chance, double[]? parameters, IReadOnlyList<Scenario> training, Scenario target)
    {
        if (values.Length < DrawsMin)
            return new(metric, double.NaN, double.NaN, double.NaN, double.NaN, Level, double.NaN, 0, 0, 0, null, null);
        var (total, byChance, byParameters) = (Variance(values), Variance(chance), Variance(parameters));
        var next = PredictionInterval.FromDraws(values, Level);
        return new(
            metric,
            values.Average(),
            next.Value,
            next.Low,
            next.High,
            Level,
            Math.Sqrt(total),
            Math.Sqrt(byChance),
            Math.Sqrt(Math.Max(0, byParameters - byChance)),
            Math.Sqrt(parameters is null ? 0 : Math.Max(0, total - byParameters)),
            Baselines.FirstPilotScaled(metric, training, target),
            Baselines.MeanOfRatios(metric, training, target));
    }

    private static double Variance(double[]? values) => values is { Length: > 1 } && RunEstimator.FromRuns(values).Sd is { } sd ? sd * sd : 0;

    private static StudyFacts FactsOf(Scenario target, ImmutableArray<Scenario> training, ForecastOptions forecast, ExperimentOptions options, long? began) =>
        new("predict", [target, .. training], options.Seed, 1, options.Runs, options.ThreadsAllowed, began is { } start ? options.Clock!.GetElapsedTime(start) : null)
        {
            Arguments = ArgumentsOf(forecast),
            Ensemble = options.Ensemble,
        };

    internal static ImmutableArray<StudyArgument> ArgumentsOf(ForecastOptions forecast) =>
    [
        new("between", [.. forecast.Between.Select(between => string.Create(CultureInfo.InvariantCulture, $"{between.Field};{between.AssumedLow:R};{between.AssumedHigh:R};{between.BetweenScale:R}"))]),
        new("over", [.. forecast.Over.Select(field => field.ToString())]),
        new("sets", [forecast.Sets.ToString(CultureInfo.InvariantCulture)]),
        new("fitRuns", [forecast.FitRuns.ToString(CultureInfo.InvariantCulture)]),
        new("otherScales", [.. forecast.OtherScales.Select(factor => factor.ToString("R", CultureInfo.InvariantCulture))]),
    ];

    internal static ForecastOptions OptionsOf(StudyManifest manifest) => new()
    {
        Between = [.. manifest.ValuesOf("between").Select(text => Between(manifest, text.Split(';')))],
        Over = [.. manifest.ValuesOf("over").Select(CalibratedField.Parse)],
        Sets = manifest.WholeOf("sets"),
        FitRuns = manifest.WholeOf("fitRuns"),
        OtherScales = [.. manifest.ValuesOf("otherScales").Select(text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))],
    };

    private static ForecastField Between(StudyManifest manifest, string[] parts) => parts.Length == 4
        ? new(CalibratedField.Parse(parts[0]), Number(parts[1]), Number(parts[2]), Number(parts[3]))
        : throw new ManifestException(manifest.FullPath, $"\"between\" is not understood: {string.Join(';', parts)}");

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private sealed class TargetRuns(Scenario target, ExperimentOptions options, RunCount count, CancellationToken cancellation)
    {
        public async Task<CampaignResult> UnderAsync(ParameterEnsemble sets)
        {
            var told = new Told(count);
            var experiment = new CampaignExperiment(target, options with { Ensemble = sets, Progress = told, Clock = null });
            return (await experiment.RunAsync(cancellation).ConfigureAwait(false)).RequireCleanBooks();
        }
    }

    private sealed class Told(RunCount count) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => count.Add(1);
    }
}
