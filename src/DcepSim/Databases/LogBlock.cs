namespace DcepSim.Databases;

/// <summary>Rows of one kind, of one run, in order of time.</summary>
/// <param name="IsClaims">Whether they are claims; payments otherwise.</param>
/// <param name="Rows">Room for them, lent by the log.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct LogBlock(bool IsClaims, LogRow[] Rows, int Count);
