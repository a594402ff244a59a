namespace DcepSim.Cli.Benching;

/// <summary>Who stands on the other side of a person.</summary>
internal enum BenchParty : byte
{
    /// <summary>A merchant, chosen as merchants are.</summary>
    Merchant,

    /// <summary>Another person.</summary>
    Person,

    /// <summary>A vault, each equally likely.</summary>
    Vault,
}
