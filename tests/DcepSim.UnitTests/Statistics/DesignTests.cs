using DcepSim.Statistics.Designs;

namespace DcepSim.UnitTests.Statistics;

public class DesignTests
{
    [Fact]
    public void Sobol_indices_of_the_Ishigami_function_are_found_within_two_hundredths()
    {
        var design = new SobolIndexDesign(3, 4096, RandomKey.FromSeed(50));
        var outputs = Enumerable.Range(0, design.PointCount).Select(i => Ishigami(design.Point(i))).ToArray();
        var indices = design.Estimate(outputs, 200, RandomKey.FromSeed(51));
        double[] first = [0.313905, 0.442411, 0], total = [0.557589, 0.442411, 0.243684]; // analytic, a = 7, b = 0.1
        for (var f = 0; f < 3; f++)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"x{f + 1}: first {indices[f].First.Value:F4} for {first[f]:F4}, total {indices[f].Total.Value:F4} for {total[f]:F4}");
            Assert.Equal(first[f], indices[f].First.Value, 0.02);
            Assert.Equal(total[f], indices[f].Total.Value, 0.02);
            Assert.InRange(first[f], indices[f].First.Low, indices[f].First.High);
            Assert.InRange(total[f], indices[f].Total.Low, indices[f].Total.High);
        }
    }

    [Fact]
    public void Indices_do_not_mind_a_shift_of_the_output_and_refuse_half_a_design()
    {
        var design = new SobolIndexDesign(3, 64, RandomKey.FromSeed(50));
        var outputs = Enumerable.Range(0, design.PointCount).Select(i => Ishigami(design.Point(i))).ToArray();
        var plain = design.Estimate(outputs, 100, RandomKey.FromSeed(51));
        var shifted = design.Estimate([.. outputs.Select(y => y + 1e6)], 100, RandomKey.FromSeed(51));
        for (var f = 0; f < 3; f++)
            Assert.Equal(plain[f].First.Value, shifted[f].First.Value, 1e-6);
        Assert.Throws<ArgumentException>(() => design.Estimate(outputs.AsSpan(1), 100, default));
    }

    [Fact]
    public void Sobol_points_start_like_the_published_sequence_when_the_shift_is_taken_off()
    {
        // Joe and Kuo's first points, in index order rather than in Gray-code order: 0, 1/2, 1/4, 3/4 on the first axis.
        var sequence = new SobolSequence(5, RandomKey.FromSeed(60));
        var origin = Digits(sequence.Point(0));
        double[][] expected =
        [
            [0.5, 0.5, 0.5, 0.5, 0.5],
            [0.25, 0.75, 0.75, 0.75, 0.25],
            [0.75, 0.25, 0.25, 0.25, 0.75],
            [0.125, 0.625, 0.375, 0.125, 0.125],
        ];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], Digits(sequence.Point(i + 1)).Zip(origin, (a, b) => Math.ScaleB(a ^ b, -52)));

        static ulong[] Digits(double[] point) => [.. point.Select(x => (ulong)Math.Floor(Math.ScaleB(x, 52)))];
    }

    [Fact]
    public void Every_axis_of_Sobol_points_has_one_point_in_each_slice_and_pairs_of_axes_are_even()
    {
        const int n = 1024;
        var sequence = new SobolSequence(SobolSequence.DimensionsMax, RandomKey.FromSeed(61));
        var points = Enumerable.Range(0, n).Select(sequence.Point).ToArray();
        for (var axis = 0; axis < sequence.Dimensions; axis++)
            Assert.Equal(n, points.Select(p => (int)(p[axis] * n)).Distinct().Count());
        for (var axis = 1; axis < 12; axis++)
            Assert.Equal(0, points.Average(p => (p[axis - 1] - 0.5) * (p[axis] - 0.5)), 2e-3);
    }

    [Fact]
    public void A_Latin_hypercube_has_one_point_in_each_slice_of_every_axis()
    {
        var points = LatinHypercube.Points(37, 4, RandomKey.FromSeed(62));
        for (var axis = 0; axis < 4; axis++)
            Assert.Equal(Enumerable.Range(0, 37), points.Select(p => (int)(p[axis] * 37)).Order());
        var more = LatinHypercube.Points(37, 5, RandomKey.FromSeed(62));
        Assert.Equal(points.Select(p => p[3]), more.Select(p => p[3]));
        Assert.NotEqual(points.Select(p => p[0]), points.Select(p => p[1]));
    }

    [Fact]
    public void Elementary_effects_tell_straight_curved_and_idle_factors_apart()
    {
        var design = new MorrisDesign(4, 20, RandomKey.FromSeed(63));
        var outputs = Enumerable.Range(0, design.PointCount).Select(i => Model(design.Point(i))).ToArray();
        var effects = design.Estimate(outputs);
        Assert.Equal(100, design.PointCount);
        Assert.Equal((-3.0, 3.0), (Math.Round(effects[0].Mu, 9), Math.Round(effects[0].MuStar, 9)));
        Assert.Equal(0, effects[0].Sigma, 1e-9);
        Assert.True(effects[1].Sigma > 0.5 && effects[2].Sigma > 0.5, "an interaction shows as spread");
        Assert.Equal(0, effects[3].MuStar, 1e-12);

        static double Model(double[] x) => (-3 * x[0]) + (4 * x[1] * x[2]);
    }

    [Fact]
    public void Morris_walks_change_one_factor_a_step_and_stay_on_the_grid()
    {
        var design = new MorrisDesign(6, 15, RandomKey.FromSeed(64), 6);
        for (var i = 0; i < design.PointCount; i++)
        {
            var point = design.Point(i);
            Assert.All(point, x => Assert.Equal(Math.Round(x * 5), x * 5, 1e-12));
            if (i % 7 != 0)
                Assert.Equal([0.6], point.Zip(design.Point(i - 1), (a, b) => Math.Round(Math.Abs(a - b), 12)).Where(d => d != 0));
        }
    }

    private static double Ishigami(double[] u)
    {
        var x = u.Select(v => (2 * Math.PI * v) - Math.PI).ToArray();
        return Math.Sin(x[0]) + (7 * Math.Pow(Math.Sin(x[1]), 2)) + (0.1 * Math.Pow(x[2], 4) * Math.Sin(x[0]));
    }
}
