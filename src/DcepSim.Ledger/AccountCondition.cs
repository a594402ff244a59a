namespace DcepSim.Ledger;

/// <summary>What may be done with an account.</summary>
public enum AccountCondition : byte
{
    /// <summary>Everything that rules and limits allow; the meaning of <c>default</c>.</summary>
    Open = 0,

    /// <summary>It receives and does not pay (只收不付).</summary>
    DebitsFrozen = 1,

    /// <summary>It neither receives nor pays (不收不付).</summary>
    Frozen = 2,

    /// <summary>Closed for good.</summary>
    Closed = 3,
}
