using System.Collections.Immutable;

namespace DcepSim.Campaigns;

/// <summary>Who won what in a draw. Immutable and safe to share between threads.</summary>
/// <param name="Wins">The winners in order of priority, the luckiest first; nobody is in it twice.</param>
/// <param name="PlacesLeft">For each prize of the terms, the places nobody got.</param>
public sealed record DrawOutcome(ImmutableArray<DrawWin> Wins, ImmutableArray<int> PlacesLeft);
