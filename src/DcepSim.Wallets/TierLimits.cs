namespace DcepSim.Wallets;

/// <summary>The caps of one tier in one set of limits.</summary>
/// <remarks><c>default</c> is a tier of which no cap is known (<see cref="LimitCell.Unknown"/>). Immutable.</remarks>
/// <param name="Balance">The most the wallet may hold.</param>
/// <param name="PerPayment">The most one payment may be.</param>
/// <param name="PerDay">The most a day's payments may be.</param>
/// <param name="PerYear">The most a year's payments may be.</param>
public readonly record struct TierLimits(LimitCell Balance, LimitCell PerPayment, LimitCell PerDay, LimitCell PerYear)
{
    /// <summary>What the ledger is told to enforce: the published caps.</summary>
    public AccountLimits ToAccountLimits() => new(Balance.Cap, PerPayment.Cap, PerDay.Cap, PerYear.Cap);
}
