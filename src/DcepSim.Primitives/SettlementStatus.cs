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

    /// <summary>Applied: both accounts are changed, or the hold is made or ended, and that is final.</summary>
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

    /// <summary>Blocks of counters are scarce (as many are in use as the window would fill if no number were left unused) and the keys of the
    /// request's session in the window are spread over its whole share of them; or those of all sessions fill all the ledger has. While blocks are
    /// plenty a share binds nobody. Sessions that leave at most one number in five unused keep within their share.</summary>
    KeyBlocksFull = 6,

    // What the transfer says by itself.

    /// <summary>The kind is not in the closed list.</summary>
    KindUnknown = 7,

    /// <summary>A flag is set that is not in the closed list.</summary>
    FlagsUnknown = 8,

    /// <summary>Flags are set that exclude each other: at most one of pending, post and void.</summary>
    FlagsConflict = 9,

    /// <summary>The amount is zero.</summary>
    AmountZero = 10,

    /// <summary>The amount is outside 0 to <see cref="Amount.MaxValue"/>.</summary>
    AmountOutOfRange = 11,

    /// <summary>Debit and credit name the same account.</summary>
    AccountsEqual = 12,

    /// <summary>A pending transfer does not say for how long (1 second to 10 years), a post or void not which hold, or another says
    /// either.</summary>
    HoldTermOutOfRange = 13,

    // What the chain says.

    /// <summary>The last transfer of the batch is linked to a next one that is not there.</summary>
    ChainOpen = 14,

    /// <summary>The chain is longer than the ledger's stated capacity.</summary>
    ChainTooLong = 15,

    /// <summary>Another transfer of the same chain repeats an earlier request, so this is not the chain first asked for; nothing new of it
    /// is applied.</summary>
    ChainChanged = 16,

    /// <summary>Another transfer of the same chain was refused, so none is applied.</summary>
    ChainRefused = 17,

    // What the accounts say.

    /// <summary>The debit account is not open.</summary>
    DebitAccountMissing = 18,

    /// <summary>The credit account is not open.</summary>
    CreditAccountMissing = 19,

    /// <summary>The posting rules know no such transfer between accounts of these kinds.</summary>
    PostingRuleMissing = 20,

    /// <summary>Transfers of this kind cannot be held.</summary>
    HoldNotAllowed = 21,

    /// <summary>There is no such hold: never made, posted, voided, expired, or past its due time.</summary>
    HoldMissing = 22,

    /// <summary>The hold is of another kind or between other accounts; or the amount to void is not that of the hold.</summary>
    HoldMismatch = 23,

    /// <summary>More is posted than is held.</summary>
    HoldExceeded = 24,

    /// <summary>The debit account is closed.</summary>
    DebitAccountClosed = 25,

    /// <summary>The credit account is closed.</summary>
    CreditAccountClosed = 26,

    /// <summary>The debit account is frozen.</summary>
    DebitAccountFrozen = 27,

    /// <summary>The credit account is frozen for what it receives, too.</summary>
    CreditAccountFrozen = 28,

    /// <summary>The packet does not come from this pool, the money does not go back to its funder or pool, or the sub-wallet is not this
    /// wallet's.</summary>
    FunderMismatch = 29,

    /// <summary>The packet has been claimed already.</summary>
    PacketClaimed = 30,

    /// <summary>The merchant is not designated for this packet or sub-wallet.</summary>
    OutOfScope = 31,

    /// <summary>The packet's window has not opened yet.</summary>
    WindowNotOpen = 32,

    /// <summary>The packet's window has ended.</summary>
    WindowEnded = 33,

    /// <summary>The packet's window has not ended yet, so nothing is recalled.</summary>
    WindowNotEnded = 34,

    /// <summary>Above the wallet's limit for one payment.</summary>
    PaymentLimit = 35,

    /// <summary>Above what is left of the wallet's limit for the Asia/Shanghai day.</summary>
    DayLimit = 36,

    /// <summary>Above what is left of the wallet's limit for the Asia/Shanghai year.</summary>
    YearLimit = 37,

    /// <summary>The debit account holds less than the amount; for the issue account, circulation would pass
    /// <see cref="Amount.MaxValue"/>.</summary>
    InsufficientFunds = 38,

    /// <summary>The credit account would hold more than its balance cap, or more than <see cref="Amount.MaxValue"/>.</summary>
    BalanceLimit = 39,

    /// <summary>The stated capacity for holds is used up.</summary>
    HoldsFull = 40,
}
