using MathNet.Numerics.LinearAlgebra;

namespace DcepSim.Statistics.Calibration;

/// <summary>A model with its targets, in scaled residuals and scaled derivatives; counts its evaluations.</summary>
internal sealed class MomentModel(IReadOnlyList<FitParameter> parameters, IReadOnlyList<FitTarget> targets, Func<double[], double[]> moments, double differenceStep)
{
    public IReadOnlyList<FitParameter> Parameters => parameters;

    public IReadOnlyList<FitTarget> Targets => targets;

    public int Evaluations { get; private set; }

    public Place At(double[] theta)
    {
        Evaluations++;
        var values = moments([.. theta]);
        if (values.Length != targets.Count)
            throw new InvalidOperationException($"The model gave {values.Length} moments for {targets.Count} targets.");
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new InvalidOperationException(FormattableString.Invariant($"Moment '{targets[i].Name}' is {values[i]} at ({string.Join(", ", theta)})."));
        }

        var residuals = Vector<double>.Build.Dense(values.Length, i => (values[i] - targets[i].Value) / targets[i].Scale);
        return new(values, residuals, residuals * residuals);
    }

    /// <summary>Change in scaled residual per relative change in parameter, from differences on both sides where limits leave room.</summary>
    public Matrix<double> ScaledJacobian(double[] theta)
    {
        var jacobian = Matrix<double>.Build.Dense(targets.Count, theta.Length);
        for (var j = 0; j < theta.Length; j++)
        {
            var unit = parameters[j].UnitAt(theta[j]);
            var (low, high) = ((double[])theta.Clone(), (double[])theta.Clone());
            low[j] = Math.Max(parameters[j].Low, theta[j] - (differenceStep * unit));
            high[j] = Math.Min(parameters[j].High, theta[j] + (differenceStep * unit));
            var change = At(high).Residuals - At(low).Residuals;
            jacobian.SetColumn(j, change * (unit / (high[j] - low[j])));
        }

        return jacobian;
    }

    public readonly record struct Place(double[] Moments, Vector<double> Residuals, double SumOfSquares);
}
