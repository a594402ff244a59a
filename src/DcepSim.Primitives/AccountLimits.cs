namespace DcepSim;

/// <summary>
/// The caps that the ledger holds an account to. A missing cap is not enforced.
/// </summary>
/// <remarks><c>default</c> has no caps at all. Whether a missing cap is published as "none" or simply unknown is said by the tier table in
/// the wallets, not here.</remarks>
/// <param name="BalanceMax">The most the account may hold, holds on incoming money counted; <c>null</c> is not enforced.</param>
/// <param name="PerPaymentMax">The most one outgoing payment may be; <c>null</c> is not enforced.</param>
/// <param name="PerDayMax">The most all outgoing payments of one Asia/Shanghai day may be; <c>null</c> is not enforced.</param>
/// <param name="PerYearMax">The most all outgoing payments of one Asia/Shanghai calendar year may be; <c>null</c> is not enforced.</param>
public readonly record struct AccountLimits(Amount? BalanceMax, Amount? PerPaymentMax, Amount? PerDayMax, Amount? PerYearMax);
