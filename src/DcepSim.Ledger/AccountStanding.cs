namespace DcepSim.Ledger;

/// <summary>An account's balance and holds at one point of the journal.</summary>
/// <remarks><c>default</c> is an open account that holds nothing. Immutable.</remarks>
/// <param name="Balance">What it holds; negative for the issue account only.</param>
/// <param name="HeldOut">The part of it that holds have earmarked for others.</param>
/// <param name="HeldIn">What holds may still bring in.</param>
/// <param name="PaidToday">What it paid on the Asia/Shanghai day of the ledger's time, holds counted on their day.</param>
/// <param name="PaidThisYear">The same for the calendar year.</param>
/// <param name="Condition">What may be done with it.</param>
public readonly record struct AccountStanding(
    NetAmount Balance,
    Amount HeldOut,
    Amount HeldIn,
    Amount PaidToday,
    Amount PaidThisYear,
    AccountCondition Condition)
{
    /// <summary>What it can pay now: the balance without what is earmarked.</summary>
    public NetAmount Available => Balance - NetAmount.From(HeldOut);
}
