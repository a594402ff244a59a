namespace DcepSim.Offline;

/// <summary>What a purse of an <see cref="OfflineWorld"/> wants in one round: drawn from the key alone, before any rule is asked.</summary>
/// <remarks><c>default</c> wants nothing.</remarks>
/// <param name="Payee">Whom to pay; none when it does not want to pay.</param>
/// <param name="Fen">How much, in fen; 0 when it does not want to pay.</param>
/// <param name="Fate">What the link does to the payment.</param>
/// <param name="IsContact">Whether it comes online at the end of the round.</param>
/// <param name="IsStolen">Whether it is stolen at the beginning of the round.</param>
public readonly record struct PurseWish(PurseId Payee, int Fen, LinkFate Fate, bool IsContact, bool IsStolen);
