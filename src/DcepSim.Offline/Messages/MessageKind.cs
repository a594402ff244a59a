namespace DcepSim.Offline;

/// <summary>What a signed message says.</summary>
public enum MessageKind : byte
{
    /// <summary>Nothing; the meaning of <c>default</c>, refused everywhere.</summary>
    None = 0,

    /// <summary>Operator to purse: this value is yours, taken from your wallet. A token.</summary>
    Load = 1,

    /// <summary>Payee to payer: pay me this amount under this offer number. No value.</summary>
    Offer = 2,

    /// <summary>Payer to payee: I accept, the value is yours. A token.</summary>
    Payment = 3,

    /// <summary>Payee to payer: I have it. No value.</summary>
    Confirmation = 4,

    /// <summary>Purse to operator: put this value back into my wallet. A token.</summary>
    Deposit = 5,
}
