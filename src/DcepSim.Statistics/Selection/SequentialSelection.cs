using DcepSim.Statistics.Estimation;

namespace DcepSim.Statistics.Selection;

/// <summary>Finds the best of several designs with a stated probability (procedure KN of Kim and Nelson 2001), under common random numbers or without.</summary>
/// <remarks>
/// If the best is better than every other by at least the indifference zone, it is selected with at least the stated probability, for normal
/// outputs. With closer rivals one of those within the zone is selected as a rule; how often is proven for two designs only, as a design may fall
/// to a rival that falls itself later. Variances of differences come from the first stage; after it, a design falls as
/// soon as it lags a rival by more than chance allows. Stateless: the same outputs give the same answer, so a selection can be resumed and checked.
/// </remarks>
public sealed class SequentialSelection
{
    private readonly double _boundary; // h squared in the paper

    /// <summary>A procedure.</summary>
    /// <param name="designs">2 and up.</param>
    /// <param name="indifferenceZone">The smallest difference in the objective worth detecting, above zero.</param>
    /// <param name="probability">Probability of correct selection, above 1 / designs and below 1.</param>
    /// <param name="firstStageRuns">Runs of each design before the first look, 5 and up; 20 is usual.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public SequentialSelection(int designs, double indifferenceZone, double probability = 0.95, int firstStageRuns = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(designs, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstStageRuns, 5);
        if (!(indifferenceZone > 0 && double.IsFinite(indifferenceZone)))
            throw new ArgumentOutOfRangeException(nameof(indifferenceZone), indifferenceZone, "The indifference zone is a finite number above zero.");
        if (!(probability > 1.0 / designs && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, $"The probability of correct selection among {designs} lies above {1.0 / designs} and below 1.");
        Designs = designs;
        IndifferenceZone = indifferenceZone;
        Probability = probability;
        FirstStageRuns = firstStageRuns;
        var share = 2 * (1 - probability) / (designs - 1);
        _boundary = (Math.Pow(share, -2.0 / (firstStageRuns - 1)) - 1) * (firstStageRuns - 1);
    }

    /// <summary>How many designs compete.</summary>
    public int Designs { get; }

    /// <summary>The smallest difference worth detecting.</summary>
    public double IndifferenceZone { get; }

    /// <summary>Probability of correct selection.</summary>
    public double Probability { get; }

    /// <summary>Runs of each design before the first look.</summary>
    public int FirstStageRuns { get; }

    /// <summary>Looks at all outputs so far, from the first stage on, run by run. O(runs x designs squared).</summary>
    /// <param name="outputs">For each design its objective in run order, larger being better. Run r of every design shares its chance or none does. Designs that fell may have fewer runs.</param>
    /// <exception cref="ArgumentException">The number of designs differs, or one has fewer runs than the first stage.</exception>
    public SelectionResult Look(IReadOnlyList<IReadOnlyList<double>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        if (outputs.Count != Designs)
            throw new ArgumentException($"The selection is among {Designs} designs; there are outputs of {outputs.Count}.", nameof(outputs));
        for (var i = 0; i < Designs; i++)
        {
            if (outputs[i].Count < FirstStageRuns)
                throw new ArgumentException($"Design {i} has {outputs[i].Count} runs; the first stage takes {FirstStageRuns}.", nameof(outputs));
        }

        var limits = Limits(outputs);
        var sums = outputs.Select(o => o.Take(FirstStageRuns - 1).Sum()).ToArray();
        var eliminated = new int?[Designs];
        List<int> alive = [.. Enumerable.Range(0, Designs)];
        for (var runs = FirstStageRuns; ; runs++)
        {
            foreach (var i in alive)
                sums[i] += outputs[i][runs - 1];
            foreach (var loser in alive.Where(i => alive.Any(l => Lags(sums[i], sums[l], limits[i, l], runs))).ToArray())
                eliminated[loser] = runs;
            alive.RemoveAll(i => eliminated[i] is not null);
            if (alive.Count > 1 && alive.Max(i => alive.Max(l => limits[i, l])) <= runs)
            {
                var best = alive.MaxBy(i => sums[i]);
                return new(best, alive, eliminated, runs);
            }

            if (alive.Count == 1)
                return new(alive[0], alive, eliminated, runs);
            if (alive.Any(i => outputs[i].Count <= runs))
                return new(null, alive, eliminated, runs + Math.Max(1, runs / 10)); // looks in steps of a tenth waste little
        }
    }

    // Runs after which a pair is decided at the latest: h^2 S^2 / delta^2.
    private double[,] Limits(IReadOnlyList<IReadOnlyList<double>> outputs)
    {
        var limits = new double[Designs, Designs];
        for (var i = 0; i < Designs; i++)
        {
            for (var l = 0; l < i; l++)
            {
                var (a, b) = (outputs[i], outputs[l]);
                double[] differences = [.. Enumerable.Range(0, FirstStageRuns).Select(r => a[r] - b[r])];
                var variance = RunEstimator.Moments(differences).SumOfSquares / (FirstStageRuns - 1);
                limits[i, l] = limits[l, i] = _boundary * variance / (IndifferenceZone * IndifferenceZone);
            }
        }

        return limits;
    }

    private bool Lags(double own, double rival, double limit, int runs) =>
        rival - own > Math.Max(0, IndifferenceZone / 2 * (limit - runs));
}
