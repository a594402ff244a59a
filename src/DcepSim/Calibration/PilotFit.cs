using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Calibration;
using DcepSim.Statistics.Estimation;
using NodaTime;

namespace DcepSim.Calibration;

/// <summary>A pilot that is fitted to its published totals: which fields move, which figures are to be met, and how far one run strays from them
/// by chance.</summary>
internal sealed class PilotFit
{
    private const int NoiseRuns = 20;
    private const double LogLapseMax = -0.001;
    private const double LeastNoise = 1e-4; // of a figure: below that nothing is told apart

    // A scenario started from another has no published figures: they belong to the campaign it came from.
    private const string NothingToFitTo = "no figure has the role \"fitted\": there is nothing to fit to. Put into the file what was counted, for example "
        + "\"published\": {\"claimed\": {\"value\": 4750, \"role\": \"fitted\", \"source\": \"our count\"}}, "
        + "the more of claimed, payments, redeemedFen and ownMoneyFen the better";

    private static readonly SecantFitOptions CentreOptions = new() { Tolerance = 0.05, EvaluationsMax = 120, DifferenceStep = 0.03 };

    private readonly int _intercept;
    private readonly int _slope;
    private readonly double _logWindow;

    private PilotFit(Scenario scenario, ImmutableArray<CalibratedField> fields, int freeCount, ImmutableArray<Metric> targets)
    {
        (Scenario, Fields, FreeCount, Targets) = (scenario, fields, freeCount, targets);
        Lowest = [.. fields.Select(one => one.Lowest)];
        Highest = [.. fields.Select(one => one.Highest)];
        _intercept = PlaceOf("behaviour.claim.lapseIntercept");
        _slope = PlaceOf("behaviour.claim.lapseWindowSlope");
        _logWindow = Math.Log(Period.Between(scenario.Campaign.SpendOpens, scenario.Campaign.SpendCloses, PeriodUnits.Minutes).Minutes / 60.0);

        int PlaceOf(string path) => fields.Select((one, place) => one.Path == path ? place : -1).Max();
    }

    public Scenario Scenario { get; }

    /// <summary>The free fields, then those that are assumed.</summary>
    public ImmutableArray<CalibratedField> Fields { get; }

    public int FreeCount { get; }

    public ImmutableArray<Metric> Targets { get; }

    public ImmutableArray<double> Published => [.. Targets.Select(target => (double)Scenario.Published[target.Name].Value)];

    /// <summary>The run-to-run deviation of each target.</summary>
    public ImmutableArray<double> Noise { get; private set; } = [];

    /// <summary>The scenario's own values, measured.</summary>
    public double[] Start() => [.. Fields.Select(one => one.In(Scenario)!.Value)];

    public double[] Lowest { get; }

    public double[] Highest { get; }

    /// <param name="scenario">The pilot.</param>
    /// <param name="free">The fields to fit; empty takes those of <see cref="CalibratedField.Fittable"/> that the scenario marks as fitted.</param>
    /// <param name="over">The fields to draw; null takes <see cref="CalibratedField.Assumable"/>.</param>
    /// <exception cref="ScenarioException">There is nothing to fit, or nothing to fit it to.</exception>
    public static PilotFit Of(Scenario scenario, ImmutableArray<CalibratedField> free, ImmutableArray<CalibratedField>? over)
    {
        var freeFields = free.IsEmpty ? FittedIn(scenario) : free;
        var overFields = (over ?? CalibratedField.Assumable).Where(field => freeFields.All(other => other.Path != field.Path)).ToImmutableArray();
        var targets = Metric.All
            .Where(metric => metric.AppliesTo(scenario) && scenario.Published.TryGetValue(metric.Name, out var figure) && figure is { Role: FigureRole.Fitted, Value: > 0 })
            .ToImmutableArray();
        var faults = freeFields.Concat(overFields).CountBy(field => field.Path).Where(count => count.Value > 1).Select(count => new ScenarioFault(count.Key, "is named twice")).ToList();
        if (freeFields.IsEmpty)
            faults.Add(new("provenance", $"no field is marked as fitted; name fields with --free, or mark some of: {string.Join(", ", CalibratedField.Fittable.Select(field => field.Path))}"));
        if (targets.IsEmpty)
            faults.Add(new("published", NothingToFitTo));
        faults.AddRange(freeFields.Concat(overFields).Where(field => field.In(scenario) is null).Select(field => new ScenarioFault(field.Path, "is not in this scenario")));
        return faults.Count == 0 ? new(scenario, [.. freeFields, .. overFields], freeFields.Length, targets) : throw new ScenarioException(scenario.Name, [.. faults]);
    }

    /// <summary>The settings that put all fields at measured values; an intercept that would make lapsing more than certain makes it all but certain.</summary>
    public IEnumerable<string> Settings(double[] measured)
    {
        if (_intercept >= 0)
            measured = With(measured, [_intercept], [Math.Min(measured[_intercept], LogLapseMax - (Slope(measured) * _logWindow))]);
        return Fields.Select((field, place) => field.Setting(measured[place]));
    }

    /// <summary>A start for a search: intercept and slope as far from each other as where the pilot was fitted, so that as many lapse.</summary>
    /// <param name="at">Where all fields stand.</param>
    /// <param name="fitted">Where the pilot was fitted.</param>
    /// <param name="held">A field that stays; -1 for none.</param>
    public double[] LapsingAlike(double[] at, double[] fitted, int held)
    {
        if (_intercept < 0 || _slope < 0)
            return at;
        var lapse = fitted[_intercept] + (fitted[_slope] * _logWindow);
        var (field, value) = held == _intercept ? (_slope, (lapse - at[_intercept]) / _logWindow) : (_intercept, lapse - (at[_slope] * _logWindow));
        return With(at, [field], [Math.Clamp(value, Lowest[field], Highest[field])]);
    }

    /// <summary>Takes the noise of the targets from runs at a place.</summary>
    public void MeasureNoise(ScenarioRuns runs, double[] measured, long seed, CancellationToken cancellation) =>
        Noise = [.. runs.Values(Scenario, Settings(measured), Targets, DerivedSeed.Of(seed, "noise"), NoiseRuns, cancellation)
            .Select((values, place) => Math.Max(RunEstimator.FromRuns(values).Sd!.Value, Math.Max(1, LeastNoise * Published[place])))];

    /// <summary>Fits the free fields, the assumed ones as the scenario has them, and takes the noise of the targets there.</summary>
    /// <param name="runs">Makes the runs.</param>
    /// <param name="seed">The seed whose runs judge.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="cancellation">Stops the fit.</param>
    public (double[] Centre, SecantFitResult Fit) FindCentre(ScenarioRuns runs, long seed, int count, CancellationToken cancellation)
    {
        int[] free = [.. Enumerable.Range(0, FreeCount)];
        var centre = Start();
        MeasureNoise(runs, centre, seed, cancellation);
        var fit = Fit(runs, centre, free, seed, count, CentreOptions, null, cancellation);
        centre = With(centre, free, fit.Theta);
        MeasureNoise(runs, centre, seed, cancellation); // far from the figures it was of another size
        fit = Fit(runs, centre, free, seed, count, CentreOptions, null, cancellation);
        return (With(centre, free, fit.Theta), fit);
    }

    /// <summary>How far the means of runs lie from the published figures, in noise of one run.</summary>
    public double[] Residuals(ScenarioRuns runs, double[] measured, long seed, int count, CancellationToken cancellation) =>
        [.. runs.Values(Scenario, Settings(measured), Targets, seed, count, cancellation).Select((values, place) => (values.Average() - Published[place]) / Noise[place])];

    /// <summary>Fits some of the fields, the rest held.</summary>
    /// <param name="runs">Makes the runs.</param>
    /// <param name="at">Where all fields stand; the moving ones start there.</param>
    /// <param name="moving">Which fields move.</param>
    /// <param name="seed">The seed whose runs judge.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="options">How to search.</param>
    /// <param name="jacobian">Derivatives by the moving fields nearby; null takes them.</param>
    /// <param name="cancellation">Stops the fit.</param>
    public SecantFitResult Fit(
        ScenarioRuns runs, double[] at, int[] moving, long seed, int count, SecantFitOptions options, double[,]? jacobian, CancellationToken cancellation) =>
        SecantFit.Solve(
            [.. moving.Select(place => at[place])],
            [.. moving.Select(place => Fields[place].Lowest)],
            [.. moving.Select(place => Fields[place].Highest)],
            values => Residuals(runs, With(at, moving, values), seed, count, cancellation),
            options,
            jacobian);

    public static double[] With(double[] at, int[] places, double[] values)
    {
        var changed = (double[])at.Clone();
        for (var place = 0; place < places.Length; place++)
            changed[places[place]] = values[place];
        return changed;
    }

    public static ImmutableArray<CalibratedField> FittedIn(Scenario scenario) =>
        [.. CalibratedField.Fittable.Where(field => field.In(scenario) is not null && ScenarioMarks.Find(scenario.Provenance, field.Path)?.Mark == Mark.Fitted)];

    private double Slope(double[] measured) => _slope >= 0 ? measured[_slope] : Scenario.Behaviour.Claim.LapseWindowSlope;
}
