namespace DcepSim.Settlement.Journal;

/// <summary>What one checkpoint is.</summary>
/// <param name="Sequence">The last sequence it takes in.</param>
/// <param name="Bytes">Bytes of its content; 0 if it is not sound.</param>
/// <param name="Fault">What is wrong with it, or null.</param>
public sealed record CheckpointSurvey(long Sequence, long Bytes, string? Fault);
