using MathNet.Numerics.LinearAlgebra;

namespace DcepSim.Statistics.Calibration;

/// <summary>What targets can tell about parameters: singular values and rank of a scaled Jacobian, and the directions in which parameters may
/// move without moving a target beyond its noise.</summary>
/// <remarks>Immutable.</remarks>
public sealed record Identification
{
    private const double FreePartMax = 0.05;

    private Identification(IReadOnlyList<double> singularValues, int rank, IReadOnlyList<IReadOnlyList<double>> freeDirections, IReadOnlyList<bool> identified) =>
        (SingularValues, Rank, FreeDirections, Identified) = (singularValues, rank, freeDirections, identified);

    /// <summary>Singular values, descending: how far targets move, in their noise, when parameters move by one unit of their scale together.</summary>
    public IReadOnlyList<double> SingularValues { get; }

    /// <summary>How many of them exceed the least that can be told from noise: how many combinations of parameters the targets determine.</summary>
    public int Rank { get; }

    /// <summary>Directions in scaled parameters along which no target moves beyond its noise: a unit vector for each missing rank.</summary>
    public IReadOnlyList<IReadOnlyList<double>> FreeDirections { get; }

    /// <summary>Whether the targets determine each parameter: it has no part in any free direction.</summary>
    public IReadOnlyList<bool> Identified { get; }

    /// <summary>Looks at a Jacobian.</summary>
    /// <param name="jacobian">A row for each target, in units of its noise, and a column for each parameter, in units of a range that matters.</param>
    /// <param name="leastSingularValue">What counts as zero, in units of noise; 2 unless given.</param>
    public static Identification Of(double[,] jacobian, double leastSingularValue = 2)
    {
        ArgumentNullException.ThrowIfNull(jacobian);
        var svd = Matrix<double>.Build.DenseOfArray(jacobian).Svd();
        var singular = svd.S.ToArray();
        var rank = singular.Count(value => value > leastSingularValue);
        var parameters = jacobian.GetLength(1);
        double[][] free = [.. Enumerable.Range(rank, parameters - rank).Select(row => svd.VT.Row(row).ToArray())];
        return new(singular, rank, free, [.. Enumerable.Range(0, parameters).Select(j => Math.Sqrt(free.Sum(direction => direction[j] * direction[j])) <= FreePartMax)]);
    }
}
