namespace DcepSim.Experiments;

/// <summary>How far an experiment has come.</summary>
/// <param name="RunsDone">How many runs are over.</param>
/// <param name="Runs">How many there will be.</param>
public readonly record struct ExperimentProgress(int RunsDone, int Runs);
