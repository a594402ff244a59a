namespace DcepSim;

/// <summary>How a transfer stands to its neighbours in a batch.</summary>
[Flags]
public enum TransferFlags : byte
{
    /// <summary>On its own; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>Linked to the next transfer of the batch: the whole chain is applied, or none of it.</summary>
    Linked = 1,
}
