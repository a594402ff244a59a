using DcepSim.Statistics.Calibration;
using DcepSim.Statistics.Sampling;

namespace DcepSim.UnitTests.Statistics;

public class MomentFitTests
{
    [Fact]
    public void As_many_targets_as_parameters_are_met_exactly()
    {
        // Mean and variance of a lognormal variable, known in closed form.
        var fit = MomentFit.Solve(
            [new("mu", 1), new("sigma", 2, 0.01, 5)],
            [new("mean", Math.Exp(5.3 + 0.5)), new("variance", (Math.E - 1) * Math.Exp(10.6 + 1))],
            LogNormalMoments);
        Assert.Equal(MomentFitOutcome.Solved, fit.Outcome);
        Assert.Equal(5.3, fit.Theta[0], 1e-5);
        Assert.Equal(1, fit.Theta[1], 1e-5);
        Assert.Equal(2, fit.Rank);
        Assert.Equal([true, true], fit.Identified);
        Assert.Equal(Math.Exp(5.8), fit.Jacobian[0][0], Math.Exp(5.8) * 2e-3); // the mean's derivative by mu is the mean
    }

    [Fact]
    public void More_targets_than_parameters_give_the_least_squares_answer()
    {
        // A straight line through four points: intercept 0.1, slope 1.04 by the normal equations.
        double[] x = [0, 1, 2, 3], y = [0.2, 1.0, 2.2, 3.24];
        var slope = 1.032;
        var intercept = y.Average() - (slope * 1.5);
        var fit = MomentFit.Solve(
            [new("intercept", 1), new("slope", 5)],
            [.. x.Select((v, i) => new FitTarget($"at {v}", y[i], 1))],
            theta => [.. x.Select(v => theta[0] + (theta[1] * v))]);
        Assert.Equal(MomentFitOutcome.Minimum, fit.Outcome);
        Assert.Equal(intercept, fit.Theta[0], 1e-6);
        Assert.Equal(slope, fit.Theta[1], 1e-6);
        Assert.True(fit.SumOfSquares > 1e-3);
    }

    [Fact]
    public void Parameters_that_only_appear_together_are_called_not_identified()
    {
        var fit = MomentFit.Solve(
            [new("rate", 2, 0), new("reach", 3, 0), new("split", 0.5, 0, 1)],
            [new("payments", 1.32), new("share", 0.3), new("both", 1.32 * 0.3)],
            theta => [theta[0] * theta[1], theta[2], theta[0] * theta[1] * theta[2]]);
        Assert.Equal(MomentFitOutcome.Solved, fit.Outcome);
        Assert.Equal(2, fit.Rank);
        Assert.Equal([false, false, true], fit.Identified);
        Assert.True(fit.SingularValues[2] < 1e-4 * fit.SingularValues[0]);
        var free = Assert.Single(fit.FreeDirections);
        Assert.Equal(-1, free[0] / free[1], 1e-4); // more of one, as much less of the other
    }

    [Fact]
    public void Fewer_targets_than_parameters_are_met_and_the_rest_is_free()
    {
        var fit = MomentFit.Solve([new("a", 1), new("b", 1)], [new("sum", 10)], theta => [theta[0] + theta[1]]);
        Assert.Equal(MomentFitOutcome.Solved, fit.Outcome);
        Assert.Equal(1, fit.Rank);
        Assert.Equal([false, false], fit.Identified);
    }

    [Fact]
    public void Limits_are_kept_and_reported()
    {
        var fit = MomentFit.Solve([new("chance", 0.5, 0, 1), new("scale", 1, 0.1, 3)], [new("m", 5), new("s", 2)], theta => [theta[0] * 4, theta[1]]);
        Assert.Equal(MomentFitOutcome.Minimum, fit.Outcome);
        Assert.Equal(1, fit.Theta[0]);
        Assert.Equal(2, fit.Theta[1], 1e-5);
        Assert.Equal([true, false], fit.AtLimit);
    }

    [Fact]
    public void A_simulated_model_is_fitted_under_common_random_numbers()
    {
        // 20,000 lives: a gamma rate, then whether a payment happens within the window. The truth made the targets, under another key.
        var truth = Simulate([1.8, 0.7], RandomKey.FromSeed(70));
        var fit = MomentFit.Solve(
            [new("rate", 0.9, 0.05, 20), new("shape", 1.5, 0.1, 10)],
            [new("mean", truth[0]), new("idle", truth[1])],
            theta => Simulate(theta, RandomKey.FromSeed(71)),
            new() { DifferenceStep = 0.03, ResidualTolerance = 1e-3 });
        Assert.Equal(MomentFitOutcome.Solved, fit.Outcome);
        Assert.Equal(1.8, fit.Theta[0], 0.1);
        Assert.Equal(0.7, fit.Theta[1], 0.05);
        Assert.Equal([true, true], fit.Identified);
        Assert.True(fit.Evaluations < 100, $"{fit.Evaluations} evaluations");
    }

    [Fact]
    public void A_profile_is_flat_along_what_the_targets_leave_open_and_curved_elsewhere()
    {
        FitParameter[] parameters = [new("rate", 2, 0.01, 100), new("reach", 3, 0.01, 100), new("split", 0.5, 0.01, 1)];
        FitTarget[] targets = [new("payments", 1.32), new("share", 0.3)];
        double[] Model(double[] theta) => [theta[0] * theta[1], theta[2]];
        Assert.All(MomentFit.Profile(parameters, targets, Model, 0, [1, 2, 4]), p => Assert.True(p.Fit.SumOfSquares < 1e-10));
        var split = MomentFit.Profile(parameters, targets, Model, 2, [0.2, 0.3, 0.4]);
        Assert.Equal([1 / 9.0, 0, 1 / 9.0], split.Select(p => Math.Round(p.Fit.SumOfSquares, 9)), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(3, split[0].Fit.Theta[0] * split[0].Fit.Theta[1] / 1.32 * 3, 1e-4);
    }

    [Fact]
    public void A_model_that_breaks_its_word_is_stopped()
    {
        Assert.Throws<InvalidOperationException>(() => MomentFit.Solve([new("a", 1)], [new("m", 1)], _ => [1, 2]));
        var error = Assert.Throws<InvalidOperationException>(() => MomentFit.Solve([new("a", 1)], [new("m", 1)], _ => [double.NaN]));
        Assert.Contains("'m'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MomentFit.Solve([], [new("m", 1)], _ => [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitParameter("a", 2, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitTarget("m", 0));
    }

    private static double[] LogNormalMoments(double[] theta)
    {
        var (mu, variance) = (theta[0], theta[1] * theta[1]);
        return [Math.Exp(mu + (variance / 2)), (Math.Exp(variance) - 1) * Math.Exp((2 * mu) + variance)];
    }

    private static double[] Simulate(double[] theta, RandomKey key)
    {
        const int people = 20_000;
        var table = QuantileTable.From(QuantileFunction.Gamma(theta[1], theta[0]), 30);
        var gap = QuantileTable.From(QuantileFunction.Exponential(1), 30);
        var (sum, idle) = (0.0, 0);
        for (var person = 0; person < people; person++)
        {
            var block = key.Block((ulong)person);
            var rate = Math.ScaleB(table.Draw(block.A), -30);
            sum += rate;
            idle += Math.ScaleB(gap.Draw(block.B), -30) > rate ? 1 : 0;
        }

        return [sum / people, idle / (double)people];
    }
}
