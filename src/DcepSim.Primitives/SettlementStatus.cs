namespace DcepSim;

/// <summary>
/// The answer to a transfer: accepted, or the first reason why not. The list is closed and in order of precedence: a transfer with several
/// faults is always refused for the lowest-numbered one.
/// </summary>
public enum SettlementStatus : byte
{
    /// <summary>No answer yet; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>Applied: both accounts are changed, and the transfer is final.</summary>
    Accepted = 1,

    // What the transfer says by itself.

    /// <summary>The idempotency key is missing: session and counter start at 1.</summary>
    KeyMissing = 2,

    /// <summary>The key is older than the idempotency window; whether it was applied can no longer be told, so it is not applied.</summary>
    KeyTooOld = 3,

    /// <summary>The key was used before for a transfer that differs in the field the receipt names.</summary>
    KeyReused = 4,

    /// <summary>The kind is not in the closed list.</summary>
    KindUnknown = 5,

    /// <summary>The amount is zero.</summary>
    AmountZero = 6,

    /// <summary>The amount is outside 0 to <see cref="Amount.MaxValue"/>.</summary>
    AmountOutOfRange = 7,

    /// <summary>Debit and credit name the same account.</summary>
    AccountsEqual = 8,

    // What the chain says.

    /// <summary>The last transfer of the batch is linked to a next one that is not there.</summary>
    ChainOpen = 9,

    /// <summary>The chain is longer than the ledger's stated capacity.</summary>
    ChainTooLong = 10,

    /// <summary>Another transfer of the same chain was refused, so none is applied.</summary>
    ChainRefused = 11,

    // What the accounts say.

    /// <summary>The debit account is not open.</summary>
    DebitAccountMissing = 12,

    /// <summary>The credit account is not open.</summary>
    CreditAccountMissing = 13,

    /// <summary>The posting rules know no such transfer between accounts of these kinds.</summary>
    PostingRuleMissing = 14,

    /// <summary>The packet does not come from this pool, or the money does not go back to its funder.</summary>
    FunderMismatch = 15,

    /// <summary>The packet has been claimed already.</summary>
    PacketClaimed = 16,

    /// <summary>The merchant is not designated for this packet.</summary>
    OutOfScope = 17,

    /// <summary>The packet's window has not opened yet.</summary>
    WindowNotOpen = 18,

    /// <summary>The packet's window has ended.</summary>
    WindowEnded = 19,

    /// <summary>The packet's window has not ended yet, so nothing is recalled.</summary>
    WindowNotEnded = 20,

    /// <summary>Above the wallet's limit for one payment.</summary>
    PaymentLimit = 21,

    /// <summary>Above what is left of the wallet's limit for the Asia/Shanghai day.</summary>
    DayLimit = 22,

    /// <summary>Above what is left of the wallet's limit for the Asia/Shanghai year.</summary>
    YearLimit = 23,

    /// <summary>The debit account holds less than the amount.</summary>
    InsufficientFunds = 24,

    /// <summary>The credit account would hold more than its balance cap, or more than <see cref="Amount.MaxValue"/>.</summary>
    BalanceLimit = 25,
}
