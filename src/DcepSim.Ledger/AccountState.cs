namespace DcepSim.Ledger;

/// <summary>What has happened to an account besides its balance.</summary>
[Flags]
internal enum AccountState : byte
{
    None = 0,

    /// <summary>A packet that was claimed; it is claimed once.</summary>
    Claimed = 1,

    /// <summary>A pool or a packet has it as its parent.</summary>
    HasChildren = 2,

    /// <summary>It does not pay.</summary>
    DebitsFrozen = 4,

    /// <summary>It does not receive.</summary>
    CreditsFrozen = 8,

    /// <summary>Closed for good.</summary>
    Closed = 16,

    /// <summary>Everything that an <see cref="AccountCondition"/> decides.</summary>
    ConditionMask = DebitsFrozen | CreditsFrozen | Closed,
}
