namespace DcepSim.Ledger;

/// <summary>What a transfer is checked against and carried to: accounts, holds, turnovers, and the day.</summary>
internal sealed class Books : IDisposable
{
    public readonly AccountTable Accounts;
    public readonly HoldTable Holds;
    public readonly Turnover Turnover = new();
    public ShanghaiCalendar Calendar;

    public Books(LedgerOptions options)
    {
        Accounts = new(options.AccountsMax);
        Holds = new(options.HoldsMax);
    }

    public void Clear()
    {
        Accounts.Clear();
        Holds.Clear();
        Turnover.Clear();
        Calendar = default;
    }

    public void Dispose()
    {
        Accounts.Dispose();
        Holds.Dispose();
        Turnover.Dispose();
    }
}
