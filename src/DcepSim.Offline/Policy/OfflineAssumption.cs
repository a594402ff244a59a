namespace DcepSim.Offline;

/// <summary>A reading or a figure that no source states, so that a result can say what it rests on.</summary>
/// <param name="Name">The field it concerns.</param>
/// <param name="Reading">What is assumed.</param>
/// <param name="Source">What is published nearby, or that nothing is.</param>
public sealed record OfflineAssumption(string Name, string Reading, string Source);
