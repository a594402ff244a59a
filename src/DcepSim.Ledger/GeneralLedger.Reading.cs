namespace DcepSim.Ledger;

// What the book says of its accounts. Reading changes nothing.
public sealed partial class GeneralLedger
{
    /// <summary>What an account holds, money set aside by holds included; zero for the issue account, see <see cref="NetBalanceOf"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The account is not open.</exception>
    public Amount BalanceOf(AccountId account) => Amount.FromFen(Math.Max(0, NetBalanceOf(account).Fen));

    /// <summary>What an account holds; negative for the issue account, by what circulates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The account is not open.</exception>
    public NetAmount NetBalanceOf(AccountId account)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new(_accounts.Of(account).Balance);
    }

    /// <summary>What many accounts hold; as <see cref="NetBalanceOf"/> for each, but quicker: memory is fetched ahead.</summary>
    /// <param name="accounts">Which accounts.</param>
    /// <param name="balances">Takes their balances, each at the account's index.</param>
    /// <exception cref="ArgumentOutOfRangeException">An account is not open.</exception>
    /// <exception cref="ArgumentException"><paramref name="balances"/> is shorter than <paramref name="accounts"/>.</exception>
    public void ReadBalances(ReadOnlySpan<AccountId> accounts, Span<NetAmount> balances)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (balances.Length < accounts.Length)
            throw new ArgumentException($"{accounts.Length} accounts need {accounts.Length} places, not {balances.Length}.", nameof(balances));
        _accounts.ReadBalances(accounts, balances);
    }

    /// <summary>An account's balance, holds, payments and condition together.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The account is not open.</exception>
    public AccountStanding StandingOf(AccountId account)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ref readonly var record = ref _accounts.Of(account);
        var pays = record.Kind != AccountKind.RedPacket; // a packet keeps its window in the places of these counters
        return new(
            new(record.Balance),
            Amount.FromFen(record.HeldOut),
            Amount.FromFen(record.HeldIn),
            Amount.FromFen(pays ? record.PaidOn(_books.Calendar.Day) : 0),
            Amount.FromFen(pays ? record.PaidIn(_books.Calendar.Year) : 0),
            record.Condition);
    }

    /// <summary>All balances and turnovers, by operator and in total. Costs one pass over all accounts.</summary>
    public TrialBalance TakeTrialBalance()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return TrialBalance.Of(_books, Sequence);
    }
}
