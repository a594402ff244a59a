using System.Collections.Immutable;

namespace DcepSim.Ledger;

/// <summary>
/// All balances and turnovers at one point of the journal, by operator and in total.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class TrialBalance
{
    private const int AccountKinds = (int)AccountKind.SubWallet + 1;
    private const int TransferKinds = (int)TransferKind.SubWalletPush + 1;
    private const int PrefetchDistance = 32;

    private NetAmount Held { get; init; }

    private TrialBalance(long sequence, ImmutableArray<TrialBalanceRow> rows, TrialBalanceRow total)
    {
        Sequence = sequence;
        Rows = rows;
        Total = total;
    }

    /// <summary>The latest journal entry that is in it.</summary>
    public long Sequence { get; }

    /// <summary>One row for everyone who keeps accounts, the central bank (0) first, then operators by number.</summary>
    public ImmutableArray<TrialBalanceRow> Rows { get; }

    /// <summary>The sum of all rows.</summary>
    public TrialBalanceRow Total { get; }

    /// <summary>What was issued and not withdrawn.</summary>
    public Amount Issued => Amount.FromFen((long)(Total.DebitedFen(TransferKind.Issuance) - Total.CreditedFen(TransferKind.Withdrawal)));

    /// <summary>What circulates: all balances but the issue account's.</summary>
    public Amount Circulating => Amount.FromFen((Total.Balance - Total.BalanceOf(AccountKind.Issue)).Fen);

    /// <summary>Whether the books are right: debits equal credits, every row's balances are its turnovers' difference, what circulates was
    /// issued, offline floats hold what was loaded and not deposited, and holds earmark as much as they may bring in.</summary>
    public bool IsBalanced =>
        Total.DebitedFenTotal == Total.CreditedFenTotal && Total.Balance == NetAmount.Zero && Total.IsBalanced
        && Rows.All(row => row.IsBalanced) && Circulating == Issued && Total.HeldOut == Total.HeldIn && Total.HeldOut == Held;

    /// <summary>An operator's row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It keeps no accounts.</exception>
    public TrialBalanceRow RowOf(OperatorId operatorId) =>
        Rows.FirstOrDefault(row => row.Operator == operatorId)
        ?? throw new ArgumentOutOfRangeException(nameof(operatorId), operatorId.Value, "This operator keeps no accounts.");

    internal static unsafe TrialBalance Of(Books books, long sequence)
    {
        var accounts = books.Accounts;
        var balances = new long[256 * AccountKinds];
        var heldOut = new long[256];
        var heldIn = new long[256];
        var counts = new int[256];
        for (var i = 1; i <= accounts.Count; i++)
        {
            accounts.Prefetch(i + PrefetchDistance); // the processor itself looks ahead to the end of a page only
            ref readonly var account = ref accounts.First[i];
            counts[account.Operator]++;
            balances[(account.Operator * AccountKinds) + (int)account.Kind] += account.Balance;
            if ((account.HeldOut | account.HeldIn) == 0)
                continue;
            heldOut[account.Operator] += account.HeldOut;
            heldIn[account.Operator] += account.HeldIn;
        }

        var rows = Enumerable.Range(0, 256).Where(number => counts[number] > 0).Select(number => new TrialBalanceRow(
            new OperatorId((byte)number),
            counts[number],
            new(heldOut[number]),
            new(heldIn[number]),
            [.. balances.AsSpan(number * AccountKinds, AccountKinds)],
            [.. Enumerable.Range(0, TransferKinds).Select(kind => books.Turnover.DebitedFen(number, (TransferKind)kind))],
            [.. Enumerable.Range(0, TransferKinds).Select(kind => books.Turnover.CreditedFen(number, (TransferKind)kind))])).ToImmutableArray();
        return new(sequence, rows, SumOf(rows)) { Held = HeldBy(books.Holds) };
    }

    private static NetAmount HeldBy(HoldTable holds)
    {
        var held = NetAmount.Zero;
        for (var i = 0; i < holds.Touched; i++)
        {
            if (holds.First[i].Sequence != 0)
                held += new NetAmount(holds.First[i].Amount);
        }

        return held;
    }

    private static TrialBalanceRow SumOf(ImmutableArray<TrialBalanceRow> rows) => new(
        null,
        rows.Sum(row => row.AccountCount),
        new(rows.Sum(row => row.HeldOut.Fen)),
        new(rows.Sum(row => row.HeldIn.Fen)),
        [.. Enumerable.Range(0, AccountKinds).Select(kind => rows.Sum(row => row.BalanceOf((AccountKind)kind).Fen))],
        [.. Enumerable.Range(0, TransferKinds).Select(kind => Sum(rows, row => row.DebitedFen((TransferKind)kind)))],
        [.. Enumerable.Range(0, TransferKinds).Select(kind => Sum(rows, row => row.CreditedFen((TransferKind)kind)))]);

    private static Int128 Sum(ImmutableArray<TrialBalanceRow> rows, Func<TrialBalanceRow, Int128> value) =>
        rows.Aggregate(Int128.Zero, (sum, row) => sum + value(row));
}
