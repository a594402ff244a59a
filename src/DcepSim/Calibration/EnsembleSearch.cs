using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Statistics.Calibration;
using DcepSim.Statistics.Designs;

namespace DcepSim.Calibration;

/// <summary>Finds sets of parameters that fit equally well: each takes the assumed fields from their ranges (Sobol points) and fits the free ones
/// anew, to one run under chance of its own, as the pilot was one; runs under fresh chance then check it.</summary>
internal sealed class EnsembleSearch(PilotFit pilot, double[] centre, double[,]? jacobian, long seed, int threads, RunCount count)
{
    private const int CheckRuns = 4;
    private const int AttemptsPerSet = 4;
    private const double DistanceMax = 3;
    private const double ResidualMax = 1; // deviations of one run: few people's totals move in lumps
    private static readonly SecantFitOptions Options = new() { Tolerance = 0.2, EvaluationsMax = 30, DifferenceStep = 0.05 };

    private readonly int[] _free = [.. Enumerable.Range(0, pilot.FreeCount)];

    /// <summary>How many sets were tried.</summary>
    public int Tried { get; private set; }

    /// <summary>How many of them could not be fitted: at those assumed values no free ones meet the figures.</summary>
    public int Unsolved { get; private set; }

    /// <summary>How many were fitted to their own chance but missed the figures under fresh chance.</summary>
    public int Missed { get; private set; }

    /// <summary>Runs a set asks for, roughly.</summary>
    public static int RunsPlanned => 8 + CheckRuns;

    /// <returns>Up to as many sets as asked for, measured, in order of attempt.</returns>
    public ImmutableArray<double[]> Find(int sets, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<double[]>(sets);
        var points = pilot.Fields.Length == pilot.FreeCount ? null : new SobolSequence(pilot.Fields.Length - pilot.FreeCount, RandomKey.FromSeed(seed).Child("assumed"));
        while (found.Count < sets && Tried < AttemptsPerSet * sets)
        {
            var first = Tried;
            var attempts = ScenarioWorkers.Map(sets - found.Count, threads, count, (runs, place) => Attempt(runs, first + place, points, cancellation), cancellation);
            Tried += attempts.Length;
            Unsolved += attempts.Count(attempt => !attempt.IsSolved);
            Missed += attempts.Count(attempt => attempt.IsSolved && !attempt.IsMet);
            found.AddRange(attempts.Where(attempt => attempt.IsSolved && attempt.IsMet).Select(attempt => attempt.At));
        }

        return found.ToImmutable();
    }

    /// <summary>Where the assumed fields of an attempt stand and the free ones start.</summary>
    public double[] StartOf(int attempt, SobolSequence? points)
    {
        var at = (double[])centre.Clone();
        var place = points?.Point(attempt) ?? [];
        for (var field = 0; field < place.Length; field++)
            at[pilot.FreeCount + field] = pilot.Fields[pilot.FreeCount + field].At(place[field]);
        return pilot.LapsingAlike(at, centre, held: -1);
    }

    private (double[] At, bool IsSolved, bool IsMet) Attempt(ScenarioRuns runs, int attempt, SobolSequence? points, CancellationToken cancellation)
    {
        var at = StartOf(attempt, points);
        var fit = pilot.Fit(runs, at, _free, DerivedSeed.Of(seed, "own chance", attempt), 1, Options, jacobian, cancellation);
        if (fit.Residuals.Any(residual => Math.Abs(residual) > ResidualMax))
            return (at, false, false);
        at = PilotFit.With(at, _free, fit.Theta);
        var distances = pilot.Residuals(runs, at, DerivedSeed.Of(seed, "fresh chance", attempt), CheckRuns, cancellation);
        return (at, true, distances.All(distance => Math.Abs(distance) <= DistanceMax * Math.Sqrt(1 + (1.0 / CheckRuns))));
    }
}
