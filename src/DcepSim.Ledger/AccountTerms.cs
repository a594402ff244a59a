namespace DcepSim.Ledger;

/// <summary>
/// What is agreed when an account is opened.
/// </summary>
/// <remarks><c>default</c> is refused: its kind is <see cref="AccountKind.None"/>.</remarks>
/// <param name="Kind">What the account is for.</param>
/// <param name="Operator">Where it is kept: the central bank for the issue account, an operator for vaults and wallets.</param>
/// <param name="Limits">Its caps; <c>default</c> is none. A packet has none of its own.</param>
/// <param name="Scope">For a corporate wallet the scopes it is designated for; for a packet or sub-wallet where it may be spent; else empty.</param>
/// <param name="Window">For a packet when it may be spent; else <c>default</c>.</param>
/// <param name="Parent">For a campaign pool its funder, a corporate wallet; for a packet its pool; for a sub-wallet its personal wallet; else none.</param>
public readonly record struct AccountTerms(
    AccountKind Kind,
    OperatorId Operator,
    AccountLimits Limits = default,
    SpendScope Scope = default,
    SpendWindow Window = default,
    AccountId Parent = default);
