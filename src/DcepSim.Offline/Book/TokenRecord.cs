namespace DcepSim.Offline;

/// <summary>A payment or deposit as the book sees it: the fields of a token whose signature has been checked, in 32 bytes.</summary>
/// <remarks><c>default</c> is no token.</remarks>
/// <param name="Payer">The purse that signed.</param>
/// <param name="Payee">The purse that is paid; none for a deposit.</param>
/// <param name="Counter">The payer's counter, 1 and up.</param>
/// <param name="Offer">The payee's offer number; 0 for a deposit.</param>
/// <param name="Amount">What is paid.</param>
/// <param name="Serial">The serial number of the payer's certificate.</param>
public readonly record struct TokenRecord(PurseId Payer, PurseId Payee, uint Counter, uint Offer, Amount Amount, ushort Serial)
{
    /// <summary>Whether the value goes back to the online wallet.</summary>
    public bool IsDeposit => Payee.IsNone;

    /// <summary>The record of a token.</summary>
    /// <exception cref="ArgumentException">The message is neither a payment nor a deposit.</exception>
    public static TokenRecord Of(in OfflineMessage message) => message.Kind is MessageKind.Payment or MessageKind.Deposit
        ? new(message.Payer, message.Payee, (uint)message.Counter, (uint)message.Offer, message.Amount, (ushort)message.Serial)
        : throw new ArgumentException($"A {message.Kind} is not recorded: only payments and deposits are.", nameof(message));
}
