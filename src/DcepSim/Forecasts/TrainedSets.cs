using System.Collections.Immutable;
using DcepSim.Calibration;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Calibration;
using DcepSim.Statistics.Designs;

namespace DcepSim.Forecasts;

/// <summary>Sets of parameters fitted to training pilots: in each set the fields that no pilot determines are drawn once for all pilots, and every
/// pilot's own fields are fitted to its figures.</summary>
internal sealed class TrainedSets
{
    private TrainedSets(ForecastOptions options, ImmutableArray<TrainedSet> sets, int tried) => (Options, Sets, Tried) = (options, sets, tried);

    public ForecastOptions Options { get; }

    public ImmutableArray<TrainedSet> Sets { get; }

    public int Tried { get; }

    /// <exception cref="ScenarioException">A pilot has nothing to fit, or its figures cannot be met.</exception>
    public static TrainedSets Fit(IReadOnlyList<Scenario> pilots, ForecastOptions options, ExperimentOptions experiment, RunCount count, CancellationToken cancellation)
    {
        // Pilots that determine most come first: the others take from them what they do not tell.
        var training = pilots
            .Select((pilot, place) => (Pilot: PilotOf(pilot, options), Place: place))
            .OrderByDescending(pair => pair.Pilot.FreeCount)
            .ThenBy(pair => pair.Place)
            .Select(pair => new TrainingPilot(pair.Pilot, DerivedSeed.Of(experiment.Seed, "pilot", pair.Place)))
            .ToArray();
        var design = new SobolSequence(options.Over.Length + options.Between.Length, RandomKey.FromSeed(experiment.Seed).Child("assumed"));
        ScenarioWorkers.Map(training.Length, experiment.ThreadsAllowed, count, (runs, place) => training[place].FindCentre(runs, options, cancellation), cancellation);

        var sets = ImmutableArray.CreateBuilder<TrainedSet>(options.Sets);
        var tried = 0;
        while (sets.Count < options.Sets && tried < 4 * options.Sets)
        {
            var first = tried;
            var attempts = ScenarioWorkers.Map(
                options.Sets - sets.Count, experiment.ThreadsAllowed, count, (runs, place) => Attempt(runs, training, options, design.Point(first + place), first + place, cancellation), cancellation);
            tried += attempts.Length;
            sets.AddRange(attempts.OfType<TrainedSet>());
        }

        return sets.Count >= 2 ? new(options, sets.ToImmutable(), tried) : throw new ScenarioException(
            string.Join(", ", pilots.Select(pilot => pilot.Name)), [new ScenarioFault("published", $"no parameters meet the figures of all pilots ({tried} sets tried); calibrate each to see why")]);
    }

    /// <summary>The sets of an ensemble, as if it had been fitted to one pilot.</summary>
    public static TrainedSets Of(ParameterEnsemble ensemble, ForecastOptions options, long seed)
    {
        var design = new SobolSequence(options.Over.Length + options.Between.Length, RandomKey.FromSeed(seed).Child("assumed"));
        return new(
            options,
            [
                .. ensemble.Sets.Select((set, place) =>
                {
                    var draws = new TrainedSet(options, design.Point(place));
                    foreach (var field in options.Over.Concat(options.Between.Select(between => between.Field)))
                    {
                        var column = ensemble.Paths.IndexOf(field.Path);
                        if (column >= 0)
                            draws.Tell(field.Path, field.Measured(set[column]));
                    }

                    return draws;
                }),
            ],
            ensemble.Sets.Length);
    }

    private static PilotFit PilotOf(Scenario pilot, ForecastOptions options)
    {
        var free = PilotFit.FittedIn(pilot);
        var others = options.Between.Select(between => between.Field).Where(field => field.In(pilot) is not null && free.All(one => one.Path != field.Path));
        return PilotFit.Of(pilot, free, [.. options.Over, .. others]);
    }

    private static TrainedSet? Attempt(ScenarioRuns runs, TrainingPilot[] pilots, ForecastOptions options, double[] place, int attempt, CancellationToken cancellation)
    {
        var set = new TrainedSet(options, place);
        foreach (var pilot in pilots)
        {
            if (!pilot.Fit(runs, set, attempt, cancellation))
                return null;
        }

        return set;
    }

    private sealed class TrainingPilot(PilotFit pilot, long seed)
    {
        private static readonly SecantFitOptions Options = new() { Tolerance = 0.2, EvaluationsMax = 40, DifferenceStep = 0.05 };

        private const double ResidualMax = 1; // deviations of one run: few people's totals move in lumps

        private readonly int[] _free = [.. Enumerable.Range(0, pilot.FreeCount)];
        private double[] _centre = [];
        private double[,]? _jacobian;

        public bool FindCentre(ScenarioRuns runs, ForecastOptions options, CancellationToken cancellation)
        {
            (_centre, var fit) = pilot.FindCentre(runs, seed, options.FitRuns, cancellation);
            _jacobian = fit.Jacobian;
            return fit.IsSolved;
        }

        public bool Fit(ScenarioRuns runs, TrainedSet set, int attempt, CancellationToken cancellation)
        {
            var at = (double[])_centre.Clone();
            for (var place = pilot.FreeCount; place < at.Length; place++)
                at[place] = set.ValueOf(pilot.Fields[place].Path);
            at = pilot.LapsingAlike(at, _centre, held: -1);
            var fit = pilot.Fit(runs, at, _free, DerivedSeed.Of(seed, "own chance", attempt), 1, Options, _jacobian, cancellation);
            if (fit.Residuals.Any(residual => Math.Abs(residual) > ResidualMax))
                return false;
            for (var place = 0; place < pilot.FreeCount; place++)
                set.Tell(pilot.Fields[place].Path, fit.Theta[place]);
            return true;
        }
    }
}
