namespace DcepSim.Sweeps;

/// <summary>How the points of a sweep are laid out.</summary>
public enum SweepDesign
{
    /// <summary>Every combination of the values given, the last axis fastest; the meaning of <c>default</c>.</summary>
    Factorial = 0,

    /// <summary>A Latin hypercube over the ranges given.</summary>
    LatinHypercube = 1,

    /// <summary>A Sobol sequence, moved by a keyed shift, over the ranges given.</summary>
    Sobol = 2,
}
