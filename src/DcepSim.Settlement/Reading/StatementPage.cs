namespace DcepSim.Settlement.Reading;

/// <summary>A part of an account's history.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Entries">Its entries, in the order asked for.</param>
/// <param name="Next">The sequence that the next page starts from; <c>null</c> when there is nothing further, for now.</param>
/// <param name="Through">The last sequence that was durable when it was made: it says nothing of later ones.</param>
/// <param name="MissingThrough">
/// Entries at or below this sequence were wanted and could not be looked for, because their segments were moved away and no archive was named;
/// <c>null</c> when nothing is missing.
/// </param>
public sealed record StatementPage(AccountId Account, IReadOnlyList<StatementEntry> Entries, long? Next, long Through, long? MissingThrough);
