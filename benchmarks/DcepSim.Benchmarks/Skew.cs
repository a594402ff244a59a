namespace DcepSim.Benchmarks;

/// <summary>How unequally accounts are used.</summary>
public enum Skew
{
    /// <summary>Every account as often as every other.</summary>
    Uniform,

    /// <summary>The n-th account as often as 1 / n^0.99.</summary>
    Zipf99,
}
