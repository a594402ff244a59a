namespace DcepSim.Ledger;

/// <summary>A profile of caps in fen; what is not enforced is the largest number there is.</summary>
internal struct Limits
{
    public long BalanceMax;
    public long PerPaymentMax;
    public long PerDayMax;
    public long PerYearMax;

    public static Limits From(in AccountLimits limits) => new()
    {
        BalanceMax = (limits.BalanceMax ?? Amount.MaxValue).Fen, // no account may hold more than that
        PerPaymentMax = limits.PerPaymentMax?.Fen ?? long.MaxValue,
        PerDayMax = limits.PerDayMax?.Fen ?? long.MaxValue,
        PerYearMax = limits.PerYearMax?.Fen ?? long.MaxValue,
    };
}
