namespace DcepSim.Offline;

/// <summary>What the near-field link does to one payment of an <see cref="OfflineWorld"/>.</summary>
public enum LinkFate : byte
{
    /// <summary>All messages arrive; the meaning of <c>default</c>.</summary>
    Whole = 0,

    /// <summary>The confirmation is lost: the payee has the value, the payer does not know.</summary>
    Unconfirmed = 1,

    /// <summary>The payment is lost and the two part: under way.</summary>
    Torn = 2,
}
