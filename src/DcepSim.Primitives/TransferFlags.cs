namespace DcepSim;

/// <summary>How a transfer stands to its neighbours in a batch, and to holds.</summary>
[Flags]
public enum TransferFlags : byte
{
    /// <summary>On its own; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>Linked to the next transfer of the batch: the whole chain is applied, or none of it.</summary>
    Linked = 1,

    /// <summary>Only a hold for now: the money is earmarked at the payer and counts towards the receiver's cap, until it is posted, voided or
    /// due.</summary>
    Pending = 2,

    /// <summary>Ends a hold by moving its money, in full or in part; the rest is free again.</summary>
    Post = 4,

    /// <summary>Ends a hold without moving anything.</summary>
    Void = 8,
}
