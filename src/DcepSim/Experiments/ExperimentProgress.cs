namespace DcepSim.Experiments;

/// <summary>How far an experiment has come.</summary>
/// <remarks><c>default</c> means nothing. Immutable.</remarks>
/// <param name="RunsDone">How many runs are over.</param>
/// <param name="Runs">How many there will be.</param>
/// <param name="Latest">The run that has just ended; <c>null</c> before the first.</param>
public readonly record struct ExperimentProgress(int RunsDone, int Runs, CampaignRunResult? Latest = null);
