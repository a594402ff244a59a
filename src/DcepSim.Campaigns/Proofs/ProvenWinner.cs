namespace DcepSim.Campaigns;

/// <summary>A winner as a proof names them.</summary>
/// <remarks><c>default</c> names nobody. Immutable.</remarks>
/// <param name="Id">The entrant's id.</param>
/// <param name="Prize">The prize's place in the terms, from 0.</param>
public readonly record struct ProvenWinner(string Id, int Prize);
