using MathNet.Numerics.LinearAlgebra;

namespace DcepSim.Statistics.Calibration;

/// <summary>Finds parameters whose moments meet targets, and says which of them the targets determine.</summary>
/// <remarks>
/// Damped Gauss-Newton (Levenberg 1944, Marquardt 1963) on scaled residuals, with a Jacobian from central differences and steps clipped to the
/// limits. The model is a pure function of its parameters: a simulation must use the same key at every call (common random numbers), else
/// differences measure chance. Works for as many targets as parameters, for more, and for fewer; then the nearest solution is found and the rest
/// is reported as free.
/// </remarks>
public static class MomentFit
{
    private const double DampingStart = 1e-3;
    private const double DampingMax = 1e12;
    private const double FreePartMax = 0.05;

    /// <summary>Fits. Costs about (2 parameters + 1) evaluations a step.</summary>
    /// <param name="parameters">At least one.</param>
    /// <param name="targets">At least one.</param>
    /// <param name="moments">The model: parameters in, one moment a target out, all finite within the limits.</param>
    /// <param name="options">How to search; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Nothing to fit, or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The model gave another number of moments, or one that is not finite.</exception>
    public static MomentFitResult Solve(
        IReadOnlyList<FitParameter> parameters,
        IReadOnlyList<FitTarget> targets,
        Func<double[], double[]> moments,
        MomentFitOptions? options = null)
    {
        options ??= new();
        options.Validate();
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(moments);
        if (parameters.Count == 0 || targets.Count == 0)
            throw new ArgumentException($"A fit needs parameters and targets; there are {parameters.Count} and {targets.Count}.");
        return Search(new(parameters, targets, moments, options.DifferenceStep), options);
    }

    /// <summary>Holds one parameter at each of several values and fits all others, each fit starting from the last.</summary>
    /// <param name="parameters">At least two.</param>
    /// <param name="targets">At least one.</param>
    /// <param name="moments">The model.</param>
    /// <param name="held">Which parameter is held.</param>
    /// <param name="values">Where, in the order to be walked.</param>
    /// <param name="options">How to search.</param>
    /// <exception cref="ArgumentException">Too few parameters, no such parameter, or a value outside its limits.</exception>
    public static IReadOnlyList<ProfilePoint> Profile(
        IReadOnlyList<FitParameter> parameters,
        IReadOnlyList<FitTarget> targets,
        Func<double[], double[]> moments,
        int held,
        IReadOnlyList<double> values,
        MomentFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(moments);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(parameters.Count, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(held);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(held, parameters.Count);
        FitParameter[] others = [.. parameters.Where((_, j) => j != held)];
        var points = new List<ProfilePoint>();
        foreach (var value in values)
        {
            if (!(value >= parameters[held].Low && value <= parameters[held].High))
                throw new ArgumentOutOfRangeException(nameof(values), value, $"Parameter '{parameters[held].Name}' lies within {parameters[held].Low} and {parameters[held].High}.");
            var fit = Solve(others, targets, theta => moments([.. theta[..held], value, .. theta[held..]]), options);
            points.Add(new(value, fit));
            others = [.. others.Select((p, j) => new FitParameter(p.Name, fit.Theta[j], p.Low, p.High, p.Scale))];
        }

        return points;
    }

    private static MomentFitResult Search(MomentModel model, MomentFitOptions options)
    {
        double[] theta = [.. model.Parameters.Select(p => p.Start)];
        var at = model.At(theta);
        var damping = DampingStart;
        var outcome = MomentFitOutcome.IterationsSpent;
        var iterations = 0;
        Matrix<double>? jacobian = null; // of the current parameters; null when they have moved since
        while (true)
        {
            if (at.Residuals.AbsoluteMaximum() <= options.ResidualTolerance)
            {
                outcome = MomentFitOutcome.Solved;
                break;
            }

            if (iterations == options.IterationsMax)
                break;
            iterations++;
            jacobian ??= model.ScaledJacobian(theta);
            var next = Step(model, theta, at.Residuals, jacobian, damping);
            var moved = Moved(model, theta, next);
            if (moved <= options.StepTolerance || damping > DampingMax)
            {
                outcome = MomentFitOutcome.Minimum;
                break;
            }

            var there = model.At(next);
            if (there.SumOfSquares < at.SumOfSquares)
            {
                (theta, at, jacobian) = (next, there, null);
                damping = Math.Max(damping / 5, 1e-12);
            }
            else
            {
                damping *= 4;
            }
        }

        return Result(model, theta, at, jacobian ?? model.ScaledJacobian(theta), options, outcome, iterations);
    }

    private static double[] Step(MomentModel model, double[] theta, Vector<double> residuals, Matrix<double> jacobian, double damping)
    {
        var parameters = model.Parameters;
        var gradient = jacobian.TransposeThisAndMultiply(residuals);
        var free = Enumerable.Range(0, theta.Length).Where(j => !IsPressedAgainstLimit(parameters[j], theta[j], gradient[j])).ToArray();
        var next = (double[])theta.Clone();
        if (free.Length == 0)
            return next;

        // Least squares of [J; sqrt(damping) I] s = [-r; 0]: better conditioned than the normal equations.
        var rows = jacobian.RowCount;
        var system = Matrix<double>.Build.Dense(
            rows + free.Length, free.Length, (i, j) => i < rows ? jacobian[i, free[j]] : i - rows == j ? Math.Sqrt(damping) : 0);
        var right = Vector<double>.Build.Dense(rows + free.Length, i => i < rows ? -residuals[i] : 0);
        var step = system.QR().Solve(right);
        for (var k = 0; k < free.Length; k++)
        {
            var (p, j) = (parameters[free[k]], free[k]);
            var relative = Math.Clamp(step[k], -2, 2); // a linear model is not believed further than that
            next[j] = Math.Clamp(theta[j] + (relative * p.UnitAt(theta[j])), p.Low, p.High);
        }

        return next;
    }

    private static bool IsPressedAgainstLimit(FitParameter parameter, double value, double gradient) =>
        (value <= parameter.Low && gradient > 0) || (value >= parameter.High && gradient < 0);

    private static double Moved(MomentModel model, double[] from, double[] to) =>
        Enumerable.Range(0, from.Length).Max(j => Math.Abs(to[j] - from[j]) / model.Parameters[j].UnitAt(from[j]));

    private static MomentFitResult Result(
        MomentModel model, double[] theta, MomentModel.Place at, Matrix<double> jacobian, MomentFitOptions options, MomentFitOutcome outcome, int iterations)
    {
        var (parameters, targets) = (model.Parameters, model.Targets);
        var svd = jacobian.Svd();
        var singular = svd.S.ToArray();
        var rank = singular.Count(s => s > options.RankTolerance * singular[0]);
        double[][] free = [.. Enumerable.Range(rank, theta.Length - rank).Select(k => svd.VT.Row(k).ToArray())];
        return new()
        {
            Outcome = outcome,
            Theta = theta,
            Moments = at.Moments,
            Residuals = at.Residuals.ToArray(),
            SumOfSquares = at.SumOfSquares,
            Jacobian = [.. targets.Select((t, i) => parameters.Select((p, j) => jacobian[i, j] * t.Scale / p.UnitAt(theta[j])).ToArray())],
            SingularValues = singular,
            Rank = rank,
            FreeDirections = free,
            Identified = [.. theta.Select((_, j) => Math.Sqrt(free.Sum(direction => direction[j] * direction[j])) <= FreePartMax)],
            AtLimit = [.. theta.Select((value, j) => value <= parameters[j].Low || value >= parameters[j].High)],
            Iterations = iterations,
            Evaluations = model.Evaluations,
        };
    }
}
