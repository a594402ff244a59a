namespace DcepSim.Offline;

/// <summary>What does not fit between the book and the devices.</summary>
public enum OfflineBreakKind : byte
{
    /// <summary>Nothing; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>Two different tokens with one counter: the payer's purse is cloned or rolled back.</summary>
    DoubleSpend = 1,

    /// <summary>A purse has paid more than it ever had: its key is out.</summary>
    Overspend = 2,

    /// <summary>A payee shows a payment for an offer it had declared closed without one.</summary>
    OfferContradiction = 3,

    /// <summary>A payee shows a payment above the limits it must enforce.</summary>
    PayeeRuleBroken = 4,

    /// <summary>A deposit above what the book finds in the purse.</summary>
    DepositUncovered = 5,

    /// <summary>Counters that must have been used, but whose tokens nobody has shown yet. The amount is not known: zero.</summary>
    CounterGap = 6,
}
