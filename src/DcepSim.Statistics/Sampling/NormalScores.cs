using MathNet.Numerics;

namespace DcepSim.Statistics.Sampling;

/// <summary>Standard normal quantiles, remembered at the probabilities where tables ask: every lognormal table of an experiment asks for the same.</summary>
internal static class NormalScores
{
    private const int RestBits = 52 - QuantileTable.CellBits; // of a double's digits, those that a table's probabilities leave zero
    private static readonly double[] AtNodes = Nodes();

    /// <summary>The value not reached with probability t, at most 1/2: zero or negative.</summary>
    public static double Below(double t)
    {
        var bits = BitConverter.DoubleToInt64Bits(t);
        var node = (bits >> RestBits) - (BitConverter.DoubleToInt64Bits(Math.ScaleB(1, -1 - QuantileFunction.FullDepth)) >> RestBits);
        return (bits & ((1L << RestBits) - 1)) == 0 && node >= 0 && node < AtNodes.Length ? AtNodes[node] : Compute(t);
    }

    private static double Compute(double t) => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * t);

    private static double[] Nodes()
    {
        var nodes = new double[(QuantileFunction.FullDepth << QuantileTable.CellBits) + 1];
        for (var node = 0; node < nodes.Length; node++)
            nodes[node] = Compute(QuantileTable.TailProbability(node, QuantileFunction.FullDepth));
        return nodes;
    }
}
