using System.Collections.Immutable;

namespace DcepSim.Ledger;

/// <summary>
/// One operator's line of a trial balance, the central bank's, or the total.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class TrialBalanceRow
{
    private readonly ImmutableArray<long> _balances;
    private readonly ImmutableArray<Int128> _debited;
    private readonly ImmutableArray<Int128> _credited;

    internal TrialBalanceRow(
        OperatorId? operatorId,
        int accounts,
        NetAmount heldOut,
        NetAmount heldIn,
        ImmutableArray<long> balances,
        ImmutableArray<Int128> debited,
        ImmutableArray<Int128> credited)
    {
        HeldOut = heldOut;
        HeldIn = heldIn;
        Operator = operatorId;
        AccountCount = accounts;
        _balances = balances;
        _debited = debited;
        _credited = credited;
    }

    /// <summary>The operator; <c>null</c> for the total.</summary>
    public OperatorId? Operator { get; }

    /// <summary>How many accounts it keeps.</summary>
    public int AccountCount { get; }

    /// <summary>The sum of all its balances.</summary>
    public NetAmount Balance => new(_balances.Sum());

    /// <summary>The part of its balances that holds have earmarked.</summary>
    public NetAmount HeldOut { get; }

    /// <summary>What holds may still bring into its accounts.</summary>
    public NetAmount HeldIn { get; }

    /// <summary>Everything ever debited to its accounts, in fen.</summary>
    public Int128 DebitedFenTotal => Sum(_debited);

    /// <summary>Everything ever credited to its accounts, in fen.</summary>
    public Int128 CreditedFenTotal => Sum(_credited);

    /// <summary>Whether the balances are exactly what was credited less what was debited, in all and on the offline float.</summary>
    public bool IsBalanced => Balance.Fen == CreditedFenTotal - DebitedFenTotal && BalanceOf(AccountKind.OfflineFloat) == OfflineOutstanding;

    /// <summary>Value in purses as turnovers tell it: loaded and written off less deposited. The balance of the offline float is the same.</summary>
    public NetAmount OfflineOutstanding => new((long)(
        CreditedFen(TransferKind.OfflineLoad) + CreditedFen(TransferKind.WriteOff) - DebitedFen(TransferKind.OfflineDeposit)));

    /// <summary>
    /// The operator's reserves at the central bank that were exchanged for e-CNY and are extinguished: issued to its vault less withdrawn.
    /// A memo account, outside the ledger.
    /// </summary>
    public NetAmount ReservesExtinguished =>
        new((long)(CreditedFen(TransferKind.Issuance) - DebitedFen(TransferKind.Withdrawal)));

    /// <summary>
    /// Deposit money that holders turned into this operator's e-CNY, less what they turned back: their deposits shrank by this. A memo
    /// account, outside the ledger.
    /// </summary>
    public NetAmount DepositsExchanged => new((long)(DebitedFen(TransferKind.Load) - CreditedFen(TransferKind.Unload)));

    /// <summary>The sum of its balances on accounts of a kind.</summary>
    public NetAmount BalanceOf(AccountKind kind) => new(_balances[(int)kind]);

    /// <summary>What transfers of a kind ever debited to its accounts, in fen.</summary>
    public Int128 DebitedFen(TransferKind kind) => _debited[(int)kind];

    /// <summary>What transfers of a kind ever credited to its accounts, in fen.</summary>
    public Int128 CreditedFen(TransferKind kind) => _credited[(int)kind];

    private static Int128 Sum(ImmutableArray<Int128> values)
    {
        var sum = Int128.Zero;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
