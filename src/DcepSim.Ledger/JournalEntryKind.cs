namespace DcepSim.Ledger;

/// <summary>What an entry of the journal tells.</summary>
public enum JournalEntryKind : byte
{
    /// <summary>Nothing; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>A transfer and its answer.</summary>
    Transfer = 1,

    /// <summary>An account was opened.</summary>
    AccountOpened = 2,

    /// <summary>An account was frozen, freed or closed.</summary>
    AccountConditionChanged = 3,

    /// <summary>A hold came due and its money is free again.</summary>
    HoldExpired = 4,
}
