namespace DcepSim.Ledger;

/// <summary>The answer to a request to freeze, free or close an account. The list is closed and in order of precedence.</summary>
public enum ConditionStatus : byte
{
    /// <summary>No answer yet; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>The account is in the condition asked for.</summary>
    Changed = 1,

    /// <summary>The account is not open.</summary>
    AccountMissing = 2,

    /// <summary>The account was closed, and that is for good.</summary>
    AccountClosed = 3,

    /// <summary>It cannot be closed: something is in it.</summary>
    BalanceNotZero = 4,

    /// <summary>It cannot be closed: holds still pay from it or into it.</summary>
    HoldsPending = 5,

    /// <summary>It cannot be closed: campaigns or packets may still return money to it.</summary>
    HasChildren = 6,
}
