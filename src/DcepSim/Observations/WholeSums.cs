using DcepSim.Statistics.Estimation;

namespace DcepSim.Observations;

/// <summary>Whole numbers over runs, summed up exactly: the order in which runs end leaves no trace.</summary>
internal struct WholeSums
{
    private Int128 _sum;
    private Int128 _ofSquares;

    public void Add(long value)
    {
        _sum += value;
        _ofSquares += (Int128)value * value;
    }

    public readonly Estimate Over(int runs) => RunEstimator.FromSums(runs, _sum, _ofSquares);
}
