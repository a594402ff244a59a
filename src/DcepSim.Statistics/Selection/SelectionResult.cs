namespace DcepSim.Statistics.Selection;

/// <summary>Where a selection stands. Immutable.</summary>
/// <param name="Best">The selected design, or null while more than one is alive.</param>
/// <param name="Alive">Designs still in the race, ascending.</param>
/// <param name="EliminatedAt">For each design the number of runs at which it fell, or null.</param>
/// <param name="RunsNeeded">Runs every living design should have before the next look; the runs so far when the selection is over.</param>
public sealed record SelectionResult(int? Best, IReadOnlyList<int> Alive, IReadOnlyList<int?> EliminatedAt, int RunsNeeded);
