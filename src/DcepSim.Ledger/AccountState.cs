namespace DcepSim.Ledger;

/// <summary>What has happened to an account besides its balance.</summary>
[Flags]
internal enum AccountState : byte
{
    None = 0,

    /// <summary>A packet that was claimed; it is claimed once.</summary>
    Claimed = 1,
}
