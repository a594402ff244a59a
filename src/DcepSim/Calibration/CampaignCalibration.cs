using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Calibration;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Calibration;

/// <summary>A scenario fitted to its published totals by simulated moments, with what the totals can tell: which fields they determine, which they
/// leave open, and many sets of parameters that fit as well as the fitted one.</summary>
/// <remarks>Immutable and safe to share between threads. As many fields as figures always fit: agreement afterwards proves nothing.</remarks>
public sealed class CampaignCalibration : IStudy
{
    /// <summary>The format and its version of <c>calibrate.json</c>.</summary>
    public const string Schema = "dcepsim.calibrate/1";

    private const double FitsWithin = 2; // deviations of one run
    private static readonly SecantFitOptions ProfileOptions = new() { Tolerance = 0.2, EvaluationsMax = 30, DifferenceStep = 0.05 };

    private CampaignCalibration(StudyFacts facts, ImmutableArray<CalibratedParameter> parameters, ImmutableArray<CalibratedTarget> targets) =>
        (Facts, Parameters, Targets) = (facts, parameters, targets);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>The fields, the fitted ones first.</summary>
    public ImmutableArray<CalibratedParameter> Parameters { get; }

    /// <summary>The published figures they were fitted to.</summary>
    public ImmutableArray<CalibratedTarget> Targets { get; }

    /// <summary>Whether every figure is met within a tenth of the deviation of one run, or nearly so.</summary>
    public required bool IsSolved { get; init; }

    /// <summary>What the figures say about the fitted fields when the assumed ones are what the scenario says.</summary>
    public required Identification GivenAssumed { get; init; }

    /// <summary>What they say when the assumed fields may be anything in their ranges.</summary>
    public required Identification Jointly { get; init; }

    /// <summary>The equally fitting sets; <c>null</c> where none was asked for or found.</summary>
    public required ParameterEnsemble? Ensemble { get; init; }

    /// <summary>How many sets were tried for the ensemble.</summary>
    public required int SetsTried { get; init; }

    /// <summary>How many of them could not be fitted.</summary>
    public required int SetsUnsolved { get; init; }

    /// <summary>How many of them were fitted to their own chance but missed the figures under fresh chance.</summary>
    public required int SetsMissed { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<StudyFile> MoreFiles => Ensemble is null ? [] : [new(ResultFiles.Ensemble, Ensemble.WriteJson())];

    /// <summary>Fits a campaign.</summary>
    /// <param name="scenario">A scenario with published figures whose role is fitted.</param>
    /// <param name="calibration">What moves; <c>null</c> takes the defaults.</param>
    /// <param name="options">Seed, threads, progress and how many runs judge each step of the fit and the profiles (<c>Runs</c>; 8 are usual);
    /// without recorder, precision and ensemble. <c>null</c> for 8 runs from seed 1.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ScenarioException">The scenario has faults, or there is nothing to fit.</exception>
    /// <exception cref="ArgumentException">The options hold a recorder, a precision or an ensemble.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Task<CampaignCalibration> RunAsync(
        Scenario scenario, CalibrationOptions? calibration = null, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        calibration ??= new();
        options ??= new ExperimentOptions { Runs = 8 };
        calibration.Validate();
        options.Validate();
        if (options.Recorder is not null || options.Precision is not null || options.Ensemble is not null)
            throw new ArgumentException("A calibration runs without recorder, precision and ensemble.", nameof(options));
        var pilot = PilotFit.Of(ScenarioReader.Check(scenario), calibration.Free, calibration.Over);
        return Task.Run(() => new Work(pilot, calibration, options, cancellation).Do(), cancellation);
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => CalibrationFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => CalibrationFile.WriteCsv(this);

    private sealed class Work(PilotFit pilot, CalibrationOptions calibration, ExperimentOptions options, CancellationToken cancellation)
    {
        private readonly RunCount _count = new(options.Progress, Planned(pilot, calibration, options));
        private readonly int[] _free = [.. Enumerable.Range(0, pilot.FreeCount)];
        private readonly int[] _all = [.. Enumerable.Range(0, pilot.Fields.Length)];

        public CampaignCalibration Do()
        {
            var began = options.Clock?.GetTimestamp();
            using var runs = new ScenarioRuns(_count);
            var (centre, fit) = pilot.FindCentre(runs, options.Seed, options.Runs, cancellation);
            var jacobian = Jacobian(runs, centre);
            var search = new EnsembleSearch(pilot, centre, Columns(jacobian, _free), options.Seed, options.ThreadsAllowed, _count);
            var sets = search.Find(calibration.Sets, cancellation);
            var profiles = Profiles(centre, jacobian, sets);
            var given = Identification.Of(Scaled(Columns(jacobian, _free), _free));
            var jointly = Identification.Of(Scaled(jacobian, _all));
            var ensemble = sets.IsEmpty ? null : EnsembleOf(sets);
            var means = runs.Values(pilot.Scenario, pilot.Settings(centre), pilot.Targets, options.Seed, options.Runs, cancellation).Select(values => values.Average()).ToArray();
            return new(
                Facts(began is { } start ? options.Clock!.GetElapsedTime(start) : null),
                [.. _all.Select(place => Parameter(place, centre, given, jointly, ensemble, profiles[place]))],
                [.. pilot.Targets.Select((target, place) => new CalibratedTarget(target, pilot.Published[place], means[place], pilot.Noise[place]))])
            {
                IsSolved = fit.Residuals.All(residual => Math.Abs(residual) <= 0.1),
                GivenAssumed = given,
                Jointly = jointly,
                Ensemble = ensemble,
                SetsTried = search.Tried,
                SetsUnsolved = search.Unsolved,
                SetsMissed = search.Missed,
            };
        }

        private static int Planned(PilotFit pilot, CalibrationOptions calibration, ExperimentOptions options) =>
            (int)Math.Min(1_000_000_000, 40L + (options.Runs * (20L + (4 * pilot.Fields.Length) + (pilot.Fields.Length * calibration.ProfilePoints * 6L))) + ((long)calibration.Sets * EnsembleSearch.RunsPlanned));

        private double[,] Jacobian(ScenarioRuns runs, double[] centre)
        {
            var jacobian = new double[pilot.Targets.Length, _all.Length];
            foreach (var field in _all)
            {
                var (low, high) = (Math.Max(pilot.Lowest[field], centre[field] - ProfileOptions.DifferenceStep), Math.Min(pilot.Highest[field], centre[field] + ProfileOptions.DifferenceStep));
                var (below, above) = (At(low), At(high));
                for (var target = 0; target < pilot.Targets.Length; target++)
                    jacobian[target, field] = (above[target] - below[target]) / (high - low);

                double[] At(double value) => pilot.Residuals(runs, PilotFit.With(centre, [field], [value]), options.Seed, options.Runs, cancellation);
            }

            return jacobian;
        }

        private double[,] Columns(double[,] jacobian, int[] fields)
        {
            var columns = new double[pilot.Targets.Length, fields.Length];
            for (var target = 0; target < pilot.Targets.Length; target++)
            {
                for (var column = 0; column < fields.Length; column++)
                    columns[target, column] = jacobian[target, fields[column]];
            }

            return columns;
        }

        // Deviations of one run by a doubling, or by the whole range of an assumed field: what would matter.
        private double[,] Scaled(double[,] jacobian, int[] fields)
        {
            var scaled = (double[,])jacobian.Clone();
            for (var target = 0; target < pilot.Targets.Length; target++)
            {
                for (var column = 0; column < fields.Length; column++)
                    scaled[target, column] *= fields[column] < pilot.FreeCount ? Math.Log(2) : pilot.Highest[fields[column]] - pilot.Lowest[fields[column]];
            }

            return scaled;
        }

        private ImmutableArray<ParameterProfilePoint>[] Profiles(double[] centre, double[,] jacobian, ImmutableArray<double[]> sets)
        {
            var places = _all.SelectMany(field => Values(field, centre, sets).Select(value => (Field: field, Value: value))).ToArray();
            var points = ScenarioWorkers.Map(
                places.Length, options.ThreadsAllowed, _count, (runs, place) => Profiled(runs, places[place].Field, places[place].Value, centre, jacobian, sets), cancellation);
            return [.. _all.Select(field => places.Zip(points).Where(pair => pair.First.Field == field).Select(pair => pair.Second).ToImmutableArray())];
        }

        private ParameterProfilePoint Profiled(ScenarioRuns runs, int field, double value, double[] centre, double[,] jacobian, ImmutableArray<double[]> sets)
        {
            var moving = _all.Where(other => other != field).ToArray();
            var start = sets.Append(centre).MinBy(set => Math.Abs(set[field] - value))!; // a set that fits and has nearly that value
            var at = pilot.LapsingAlike(PilotFit.With(start, [field], [value]), centre, field);
            var residuals = moving.Length == 0
                ? pilot.Residuals(runs, at, options.Seed, options.Runs, cancellation)
                : pilot.Fit(runs, at, moving, options.Seed, options.Runs, ProfileOptions, Columns(jacobian, moving), cancellation).Residuals;
            return new(pilot.Fields[field].Unmeasured(value), residuals.Sum(residual => residual * residual), residuals.All(residual => Math.Abs(residual) <= FitsWithin));
        }

        // Over the range of an assumed field; of a fitted one twice as far as the ensemble goes, and at least a tenth to both sides.
        private IEnumerable<double> Values(int field, double[] centre, ImmutableArray<double[]> sets)
        {
            if (calibration.ProfilePoints == 0)
                return [];
            var (low, high) = (pilot.Lowest[field], pilot.Highest[field]);
            if (field < pilot.FreeCount)
            {
                var reach = sets.Select(set => Math.Abs(set[field] - centre[field])).Append(0.05).Max() * 2;
                (low, high) = (Math.Max(low, centre[field] - reach), Math.Min(high, centre[field] + reach));
            }

            return Enumerable.Range(0, calibration.ProfilePoints).Select(point => low + ((high - low) * point / (calibration.ProfilePoints - 1)));
        }

        private ParameterEnsemble EnsembleOf(ImmutableArray<double[]> sets) => new(
            $"calibrate {pilot.Scenario.Name}",
            [.. pilot.Fields.Select(field => field.Path)],
            [.. sets.Select(set => pilot.Fields.Select((field, place) => field.Unmeasured(set[place])).ToImmutableArray())]);

        private CalibratedParameter Parameter(
            int place, double[] centre, Identification given, Identification jointly, ParameterEnsemble? ensemble, ImmutableArray<ParameterProfilePoint> profile)
        {
            var field = pilot.Fields[place];
            var isFree = place < pilot.FreeCount;
            double[]? values = ensemble is null ? null : [.. ensemble.Sets.Select(set => set[place])];
            return new(
                field,
                isFree,
                field.Unmeasured(centre[place]),
                isFree && (centre[place] <= field.Lowest || centre[place] >= field.Highest),
                isFree ? given.Identified[place] : null,
                jointly.Identified[place],
                values is null ? null : Quantile.Of(values, 0.05),
                values is null ? null : Quantile.Of(values, 0.95),
                profile);
        }

        private StudyFacts Facts(TimeSpan? wallTime) => new("calibrate", [pilot.Scenario], options.Seed, calibration.Sets, options.Runs, options.ThreadsAllowed, wallTime)
        {
            Arguments =
            [
                new("free", [.. pilot.Fields.Take(pilot.FreeCount).Select(field => field.ToString())]),
                new("over", [.. pilot.Fields.Skip(pilot.FreeCount).Select(field => field.ToString())]),
                new("sets", [calibration.Sets.ToString(CultureInfo.InvariantCulture)]),
                new("profilePoints", [calibration.ProfilePoints.ToString(CultureInfo.InvariantCulture)]),
            ],
        };
    }
}
