namespace DcepSim.Wallets;

/// <summary>
/// How e-CNY comes into being and reaches holders in two tiers: the central bank issues to operators against their reserves, operators
/// exchange it with holders against deposits.
/// </summary>
/// <remarks>Reserves are extinguished by issuance, not held as backing: e-CNY is a liability of the central bank. Reserves and deposits are
/// memo accounts outside the e-CNY ledger, derived from its totals by transfer kind and operator. Stateless.</remarks>
public static class MoneySupply
{
    /// <summary>The central bank issues to an operator (发行); as much of the operator's reserves is extinguished.</summary>
    public static Transfer Issue(IdempotencyKey key, AccountId issue, AccountId vault, Amount amount) =>
        new(key, issue, vault, amount, TransferKind.Issuance);

    /// <summary>An operator returns e-CNY (回笼); its reserves are created anew.</summary>
    public static Transfer Withdraw(IdempotencyKey key, AccountId vault, AccountId issue, Amount amount) =>
        new(key, vault, issue, amount, TransferKind.Withdrawal);

    /// <summary>A holder, or the funder of a pool, turns deposit into e-CNY (兑出).</summary>
    public static Transfer Load(IdempotencyKey key, AccountId vault, AccountId holder, Amount amount, TransferFlags flags = TransferFlags.None) =>
        new(key, vault, holder, amount, TransferKind.Load, flags);

    /// <summary>A holder turns e-CNY back into deposit (兑回).</summary>
    public static Transfer Unload(IdempotencyKey key, AccountId holder, AccountId vault, Amount amount) =>
        new(key, holder, vault, amount, TransferKind.Unload);
}
