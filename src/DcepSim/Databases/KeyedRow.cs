namespace DcepSim.Databases;

/// <summary>A row's place in its table, and the key it is looked up by.</summary>
/// <param name="Key">The key, 0 and up.</param>
/// <param name="Run">The run it is of.</param>
/// <param name="Row">The row's number in its table.</param>
internal readonly record struct KeyedRow(int Key, int Run, long Row);
