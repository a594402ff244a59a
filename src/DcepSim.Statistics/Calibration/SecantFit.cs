using MathNet.Numerics.LinearAlgebra;

namespace DcepSim.Statistics.Calibration;

/// <summary>Solves residuals for zero with few evaluations: the Jacobian is taken once, by differences or from a neighbouring fit, and then kept
/// up to date from the steps themselves (Broyden 1965); it is taken anew where steps stop helping.</summary>
/// <remarks>For many fits of one simulated model, each near the last. The residuals are a pure function of the parameters: a simulation uses the
/// same keys at every call. Works for fewer residuals than parameters, too; then the nearest solution is found.</remarks>
public static class SecantFit
{
    private const double DampingMin = 1e-9;
    private const double DampingAfterFailure = 1e-2;

    /// <summary>Fits.</summary>
    /// <param name="start">Where the search starts; at least one parameter, best measured so that steps of 1 are large (logarithms).</param>
    /// <param name="low">The least values tried.</param>
    /// <param name="high">The greatest values tried.</param>
    /// <param name="residuals">Parameters in, residuals out, best in units of their noise: always as many, all finite.</param>
    /// <param name="options">How to search; null takes the defaults.</param>
    /// <param name="jacobian">Derivatives at a place nearby, a row for each residual; null takes them at the start.</param>
    /// <exception cref="ArgumentException">Limits and start are not of one length, or there is no parameter.</exception>
    /// <exception cref="InvalidOperationException">A residual is not finite.</exception>
    public static SecantFitResult Solve(
        double[] start, double[] low, double[] high, Func<double[], double[]> residuals, SecantFitOptions? options = null, double[,]? jacobian = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        ArgumentNullException.ThrowIfNull(residuals);
        options ??= new();
        options.Validate();
        if (start.Length == 0 || low.Length != start.Length || high.Length != start.Length)
            throw new ArgumentException($"There are {start.Length} starting values, {low.Length} lower and {high.Length} upper limits.", nameof(start));
        return new Search(low, high, residuals, options).Run(start, jacobian is null ? null : Matrix<double>.Build.DenseOfArray(jacobian));
    }

    private sealed class Search(double[] low, double[] high, Func<double[], double[]> residuals, SecantFitOptions options)
    {
        private int _evaluations;

        public SecantFitResult Run(double[] start, Matrix<double>? jacobian)
        {
            var theta = Clipped(start);
            var at = At(theta);
            var isFresh = jacobian is null;
            jacobian ??= Differences(theta);
            var (damping, failures) = (DampingMin, 0);
            while (at.AbsoluteMaximum() > options.Tolerance && _evaluations < options.EvaluationsMax)
            {
                var next = Clipped([.. theta.Zip(Step(theta, at, jacobian, damping), (from, step) => from + step)]);
                var moved = Vector<double>.Build.Dense(theta.Length, j => next[j] - theta[j]);
                var helps = false;
                if (moved.AbsoluteMaximum() > options.StepTolerance)
                {
                    var there = At(next);
                    jacobian += (there - at - (jacobian * moved)).OuterProduct(moved) / (moved * moved);
                    helps = there * there < at * at;
                    if (helps)
                        (theta, at, isFresh, failures, damping) = (next, there, false, 0, Math.Max(damping / 10, DampingMin));
                }

                if (helps || ++failures < 2)
                {
                    damping = helps ? damping : Math.Max(damping * 10, DampingAfterFailure);
                    continue;
                }

                if (isFresh)
                    break;
                (jacobian, isFresh, failures, damping) = (Differences(theta), true, 0, DampingMin);
            }

            return new(theta, at.ToArray(), jacobian.ToArray(), at.AbsoluteMaximum() <= options.Tolerance, _evaluations);
        }

        private double[] Clipped(double[] theta) => [.. theta.Select((value, j) => Math.Clamp(value, low[j], high[j]))];

        private Vector<double> At(double[] theta)
        {
            _evaluations++;
            var values = residuals([.. theta]);
            return values.All(double.IsFinite)
                ? Vector<double>.Build.DenseOfArray(values)
                : throw new InvalidOperationException(FormattableString.Invariant($"A residual is not finite at ({string.Join(", ", theta)})."));
        }

        // Differences on both sides, where the limits leave room.
        private Matrix<double> Differences(double[] theta) => Matrix<double>.Build.DenseOfColumnVectors(theta.Select((value, j) =>
        {
            var (below, above) = ((double[])theta.Clone(), (double[])theta.Clone());
            below[j] = Math.Max(low[j], value - options.DifferenceStep);
            above[j] = Math.Min(high[j], value + options.DifferenceStep);
            return above[j] > below[j] ? (At(above) - At(below)) / (above[j] - below[j]) : At(theta) * 0;
        }));

        // Least squares of [J; sqrt(damping) |J| I] s = [-r; 0], each step clipped: a linear model is not believed far.
        private double[] Step(double[] theta, Vector<double> at, Matrix<double> jacobian, double damping)
        {
            var gradient = jacobian.TransposeThisAndMultiply(at);
            var free = Enumerable.Range(0, theta.Length).Where(j => !((theta[j] <= low[j] && gradient[j] > 0) || (theta[j] >= high[j] && gradient[j] < 0))).ToArray();
            var step = new double[theta.Length];
            var size = jacobian.FrobeniusNorm();
            if (free.Length == 0 || !(size > 0))
                return step;
            var rows = jacobian.RowCount;
            var system = Matrix<double>.Build.Dense(
                rows + free.Length, free.Length, (i, j) => i < rows ? jacobian[i, free[j]] : i - rows == j ? Math.Sqrt(damping) * size : 0);
            var right = Vector<double>.Build.Dense(rows + free.Length, i => i < rows ? -at[i] : 0);
            var solved = system.QR().Solve(right);
            for (var k = 0; k < free.Length; k++)
                step[free[k]] = Math.Clamp(solved[k], -options.StepMax, options.StepMax);
            return step;
        }
    }
}
