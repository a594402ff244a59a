namespace DcepSim.Offline;

/// <summary>How a meeting of two purses ended.</summary>
/// <remarks><see cref="IsPaid"/> without <see cref="IsReceived"/> is a torn payment: under way until the devices meet again or the book
/// decides. <see cref="IsReceived"/> without <see cref="IsConfirmed"/> is whole: only the payer does not know yet. <c>default</c> is a
/// meeting in which nothing was sent.</remarks>
/// <param name="IsPaid">Whether the value has left the payer's purse.</param>
/// <param name="IsReceived">Whether it has come into the payee's purse.</param>
/// <param name="IsConfirmed">Whether the payer knows.</param>
/// <param name="Refusal">The last refusal of either device; none when there was none.</param>
/// <param name="Packets">Packets sent.</param>
public readonly record struct EncounterOutcome(bool IsPaid, bool IsReceived, bool IsConfirmed, OfflineRefusal Refusal, int Packets);
