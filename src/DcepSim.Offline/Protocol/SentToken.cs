namespace DcepSim.Offline;

/// <summary>A payment or deposit in the log of the purse that signed it.</summary>
/// <remarks><c>default</c> is no token. Immutable.</remarks>
/// <param name="Message">The token.</param>
/// <param name="Confirmation">The payee's signed confirmation; null while it has not come. An unconfirmed payment is under way: sent again, or
/// left to the book. A confirmation is the payee's own proof that it was paid, good before the book.</param>
public readonly record struct SentToken(SignedMessage Message, SignedMessage? Confirmation)
{
    /// <summary>Whether the payee's confirmation has come.</summary>
    public bool IsConfirmed => Confirmation is not null;
}
