namespace DcepSim.Ledger;

/// <summary>A profile of caps in fen; what is not enforced is the largest number there is.</summary>
internal readonly record struct Limits(long BalanceMax, long PerPaymentMax, long PerDayMax, long PerYearMax)
{
    public static Limits From(in AccountLimits limits) => new(
        (limits.BalanceMax ?? Amount.MaxValue).Fen, // no account may hold more than that
        limits.PerPaymentMax?.Fen ?? long.MaxValue,
        limits.PerDayMax?.Fen ?? long.MaxValue,
        limits.PerYearMax?.Fen ?? long.MaxValue);
}
