using DcepSim.Statistics.Sampling;

namespace DcepSim.Statistics.Designs;

/// <summary>Latin hypercube designs (McKay, Beckman and Conover 1979): n points, one in each of n equal slices of every axis.</summary>
public static class LatinHypercube
{
    /// <summary>The points of a design, slices paired at random, places inside slices at random. O(points x dimensions).</summary>
    /// <param name="points">1 and up.</param>
    /// <param name="dimensions">1 and up.</param>
    /// <param name="key">The chance spent; axis k uses child k, so adding an axis leaves the others as they are.</param>
    /// <returns>One array of coordinates a point, each between 0 and 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static double[][] Points(int points, int dimensions, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        var design = new double[points][];
        for (var i = 0; i < points; i++)
            design[i] = new double[dimensions];
        var slices = new int[points];
        for (var axis = 0; axis < dimensions; axis++)
        {
            var words = new KeyedWords(key.Child((ulong)axis));
            for (var i = 0; i < points; i++) // inside-out shuffle
            {
                var j = (int)words.Below((ulong)(i + 1));
                (slices[i], slices[j]) = (slices[j], i);
            }

            for (var i = 0; i < points; i++)
                design[i][axis] = (slices[i] + Place(words.Next())) / points;
        }

        return design;
    }

    private static double Place(ulong word) => ((word >> 12) + 0.5) * Math.ScaleB(1, -52);
}
