namespace DcepSim.Ledger;

/// <summary>The answer to a request to open an account: opened, or why not. The list is closed and in order of precedence.</summary>
public enum OpeningStatus : byte
{
    /// <summary>No answer yet; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>The account is open.</summary>
    Opened = 1,

    /// <summary>The book has its one issue account already.</summary>
    IssueAccountExists = 2,

    /// <summary>The parent is closed.</summary>
    ParentClosed = 3,

    /// <summary>The stated capacity for accounts is used up.</summary>
    AccountsFull = 4,

    /// <summary>The ledger knows 4,096 different sets of limits already.</summary>
    LimitsFull = 5,
}
