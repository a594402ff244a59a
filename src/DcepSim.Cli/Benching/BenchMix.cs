namespace DcepSim.Cli.Benching;

/// <summary>Which transfers are asked for.</summary>
public enum BenchMix
{
    /// <summary>Payments, refunds, transfers between persons, loads and unloads; holds, refusals and repeats among them. The default.</summary>
    Transfers = 0,

    /// <summary>Linked pairs: a red packet first, own money next, both or neither. Each pair counts as two transfers.</summary>
    Payments = 1,

    /// <summary>Half of the transfers in linked pairs as in <see cref="Payments"/>, half as in <see cref="Transfers"/>.</summary>
    Campaign = 2,
}
