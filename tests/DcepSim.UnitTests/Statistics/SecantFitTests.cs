using DcepSim.Statistics.Calibration;

namespace DcepSim.UnitTests.Statistics;

public class SecantFitTests
{
    private static readonly SecantFitOptions Exact = new() { Tolerance = 1e-8, StepTolerance = 1e-12 };

    [Fact]
    public void As_many_residuals_as_parameters_are_solved_and_a_neighbour_s_jacobian_saves_evaluations()
    {
        static double[] Bent(double[] x) => [Math.Exp(x[0]) + x[1] - 3, (x[0] * x[1]) - 0.5];

        var alone = SecantFit.Solve([0.2, 1], [-5, -5], [5, 5], Bent, Exact);
        var beside = SecantFit.Solve([alone.Theta[0] + 0.01, alone.Theta[1]], [-5, -5], [5, 5], Bent, Exact, alone.Jacobian);

        Assert.True(alone.IsSolved && beside.IsSolved);
        Assert.All(Bent(alone.Theta), residual => Assert.InRange(residual, -1e-8, 1e-8));
        Assert.True(beside.Evaluations < alone.Evaluations, $"{beside.Evaluations} against {alone.Evaluations}");
    }

    [Fact]
    public void With_fewer_residuals_than_parameters_the_nearest_solution_is_found()
    {
        var found = SecantFit.Solve([0, 0], [-5, -5], [5, 5], x => [x[0] + x[1] - 1], Exact);

        Assert.True(found.IsSolved);
        Assert.Equal(0.5, found.Theta[0], 1e-4);
        Assert.Equal(0.5, found.Theta[1], 1e-4);
    }

    [Fact]
    public void A_limit_in_the_way_is_kept_and_the_fit_is_called_unsolved()
    {
        var found = SecantFit.Solve([0.5, 0], [0, -5], [1, 5], x => [x[0] - 3, x[1] - 1], Exact);

        Assert.False(found.IsSolved);
        Assert.Equal(1, found.Theta[0]);
        Assert.Equal(1, found.Theta[1], 1e-6);
    }

    [Fact]
    public void The_number_of_evaluations_is_kept_small_where_nothing_helps()
    {
        var found = SecantFit.Solve([0], [-5], [5], x => [1 + (x[0] * x[0])], Exact with { EvaluationsMax = 50 });

        Assert.False(found.IsSolved);
        Assert.InRange(found.Evaluations, 1, 60);
    }

    [Fact]
    public void A_model_that_breaks_its_word_is_stopped()
    {
        Assert.Throws<InvalidOperationException>(() => SecantFit.Solve([1], [0], [2], _ => [double.NaN]));
        Assert.Throws<ArgumentException>(() => SecantFit.Solve([1], [0, 0], [2], x => x));
        Assert.Throws<ArgumentOutOfRangeException>(() => SecantFit.Solve([1], [0], [2], x => x, new() { Tolerance = 0 }));
    }

    [Fact]
    public void A_direction_below_the_noise_is_free_and_its_parameters_are_not_identified()
    {
        var identification = Identification.Of(new double[,] { { 10, 10, 0 }, { 0, 0, 5 }, { 0.5, -0.5, 0 } });

        Assert.Equal(2, identification.Rank);
        Assert.Equal([false, false, true], identification.Identified);
        Assert.Equal(0.5 * Math.Sqrt(2), identification.SingularValues[2], 1e-9);
    }
}
