namespace DcepSim.Offline;

/// <summary>What the book says about a token of a purse.</summary>
public enum TokenOutcome : byte
{
    /// <summary>The book has never seen it; the meaning of <c>default</c>.</summary>
    Unknown = 0,

    /// <summary>The payer says it was sent; the payee has not been heard yet. The payer keeps it.</summary>
    UnderWay = 1,

    /// <summary>The value is the payee's, or back in the online wallet (deposit).</summary>
    Delivered = 2,

    /// <summary>The payee closed the offer without it, or a deposit was not covered: the value goes back into the payer's purse.</summary>
    Returned = 3,
}
