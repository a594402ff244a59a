namespace DcepSim.Benchmarks;

/// <summary>What the transfers are.</summary>
public enum Mix
{
    /// <summary>All between two wallets, all accepted.</summary>
    Plain,

    /// <summary>92 % between two wallets, 5 % about holds, 2 % refused, 1 % repeats of all ages up to the window.</summary>
    Transfers,
}
