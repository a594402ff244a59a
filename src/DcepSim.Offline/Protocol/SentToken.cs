namespace DcepSim.Offline;

/// <summary>A payment or deposit in the log of the purse that signed it.</summary>
/// <param name="Message">The token.</param>
/// <param name="IsConfirmed">Whether the payee's confirmation has come. An unconfirmed payment is under way: sent again, or left to the book.</param>
public readonly record struct SentToken(SignedMessage Message, bool IsConfirmed);
