namespace DcepSim;

/// <summary>
/// The answer to a transfer: accepted, or the first reason why not. The list is closed and in order of precedence: a transfer with several
/// faults is always refused for the lowest-numbered one.
/// </summary>
/// <remarks>Refusals up to <see cref="KeyBlocksFull"/> use up no key and have no sequence: the request never reached the journal. All
/// others are first answers, given again to every repeat.</remarks>
public enum SettlementStatus : byte
{
    /// <summary>No answer yet; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>Applied: both accounts are changed, and the transfer is final.</summary>
    Accepted = 1,

    // What the key says. Nothing of these is journaled.

    /// <summary>The idempotency key is missing: session and counter start at 1.</summary>
    KeyMissing = 2,

    /// <summary>The session's number is above the ledger's stated capacity.</summary>
    SessionLimit = 3,

    /// <summary>The key is older than the idempotency window; whether it was applied can no longer be told, so it is not applied.</summary>
    KeyTooOld = 4,

    /// <summary>The key was used before for a transfer that differs in the field the receipt names.</summary>
    KeyReused = 5,

    /// <summary>The keys in the window are spread over more blocks of counters than the ledger has room for. Sessions that number their
    /// requests without large gaps never meet this.</summary>
    KeyBlocksFull = 6,

    // What the transfer says by itself.

    /// <summary>The kind is not in the closed list.</summary>
    KindUnknown = 7,

    /// <summary>A flag is set that is not in the closed list.</summary>
    FlagsUnknown = 8,

    /// <summary>The amount is zero.</summary>
    AmountZero = 9,

    /// <summary>The amount is outside 0 to <see cref="Amount.MaxValue"/>.</summary>
    AmountOutOfRange = 10,

    /// <summary>Debit and credit name the same account.</summary>
    AccountsEqual = 11,

    // What the chain says.

    /// <summary>The last transfer of the batch is linked to a next one that is not there.</summary>
    ChainOpen = 12,

    /// <summary>The chain is longer than the ledger's stated capacity.</summary>
    ChainTooLong = 13,

    /// <summary>Another transfer of the same chain repeats an earlier request, so this is not the chain first asked for; nothing new of it
    /// is applied.</summary>
    ChainChanged = 14,

    /// <summary>Another transfer of the same chain was refused, so none is applied.</summary>
    ChainRefused = 15,

    // What the accounts say.

    /// <summary>The debit account is not open.</summary>
    DebitAccountMissing = 16,

    /// <summary>The credit account is not open.</summary>
    CreditAccountMissing = 17,

    /// <summary>The posting rules know no such transfer between accounts of these kinds.</summary>
    PostingRuleMissing = 18,

    /// <summary>The packet does not come from this pool, or the money does not go back to its funder.</summary>
    FunderMismatch = 19,

    /// <summary>The packet has been claimed already.</summary>
    PacketClaimed = 20,

    /// <summary>The merchant is not designated for this packet.</summary>
    OutOfScope = 21,

    /// <summary>The packet's window has not opened yet.</summary>
    WindowNotOpen = 22,

    /// <summary>The packet's window has ended.</summary>
    WindowEnded = 23,

    /// <summary>The packet's window has not ended yet, so nothing is recalled.</summary>
    WindowNotEnded = 24,

    /// <summary>Above the wallet's limit for one payment.</summary>
    PaymentLimit = 25,

    /// <summary>Above what is left of the wallet's limit for the Asia/Shanghai day.</summary>
    DayLimit = 26,

    /// <summary>Above what is left of the wallet's limit for the Asia/Shanghai year.</summary>
    YearLimit = 27,

    /// <summary>The debit account holds less than the amount; for the issue account, circulation would pass
    /// <see cref="Amount.MaxValue"/>.</summary>
    InsufficientFunds = 28,

    /// <summary>The credit account would hold more than its balance cap, or more than <see cref="Amount.MaxValue"/>.</summary>
    BalanceLimit = 29,
}
