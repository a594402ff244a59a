namespace DcepSim.Ledger;

/// <summary>What else than conditions and balances may speak against a transfer, where that can be told from kinds alone.</summary>
internal enum LoneRule : sbyte
{
    /// <summary>Limits of payments. The only one below zero.</summary>
    Payment = -1,

    /// <summary>It is not allowed, or there is more to look at.</summary>
    None = 0,

    /// <summary>Nothing.</summary>
    Plain = 1,

    /// <summary>The pool and the state of a packet that is claimed. This and those after it are of packets.</summary>
    Claim = 2,

    /// <summary>The scope and the window of a packet that is spent.</summary>
    PacketPayment = 3,

    /// <summary>The window and the funder of a packet that is recalled.</summary>
    Recall = 4,
}
