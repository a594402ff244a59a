namespace DcepSim.Offline;

/// <summary>Whose loss account pays for a token that must not mint: a duplicate, or value a broken purse never had.</summary>
public enum LossBearer : byte
{
    /// <summary>Duplicates are refused and the payee bears them; the meaning of <c>default</c>. What no token can be blamed for falls to the operator.</summary>
    Payee = 0,

    /// <summary>The operator of the broken purse pays.</summary>
    Operator = 1,

    /// <summary>The central bank pays.</summary>
    CentralBank = 2,
}
