using DcepSim.Ledger;
using NodaTime;

namespace DcepSim.Testing.Ledgers;

/// <summary>An account of the <see cref="NaiveLedger"/>: its terms, its balance, and every day's payments kept for ever.</summary>
internal sealed class NaiveAccount(AccountTerms terms)
{
    public AccountTerms Terms { get; } = terms;

    public long BalanceFen { get; set; }

    public bool IsClaimed { get; set; }

    public AccountCondition Condition { get; set; }

    public Dictionary<LocalDate, long> PaidFen { get; private init; } = [];

    public long PaidOn(LocalDate day) => PaidFen.GetValueOrDefault(day);

    public long PaidIn(int year) => PaidFen.Where(paid => paid.Key.Year == year).Sum(paid => paid.Value);

    public NaiveAccount Copy() => new(Terms) { BalanceFen = BalanceFen, IsClaimed = IsClaimed, Condition = Condition, PaidFen = new(PaidFen) };
}
