namespace DcepSim;

/// <summary>A field of a transfer, named when a key is used again with other content.</summary>
public enum TransferField : byte
{
    /// <summary>No field differs; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary><see cref="Transfer.Debit"/>.</summary>
    Debit = 1,

    /// <summary><see cref="Transfer.Credit"/>.</summary>
    Credit = 2,

    /// <summary><see cref="Transfer.Amount"/>.</summary>
    Amount = 3,

    /// <summary><see cref="Transfer.Kind"/>.</summary>
    Kind = 4,

    /// <summary><see cref="Transfer.Flags"/>.</summary>
    Flags = 5,

    /// <summary><see cref="Transfer.Hold"/>.</summary>
    Hold = 6,
}
