namespace DcepSim.Settlement.Reading;

/// <summary>A piece of an account's statement that is read by itself, beside others.</summary>
/// <param name="Blocks">How many blocks are read for it; each of them most likely holds an entry.</param>
/// <param name="Read">Reads it: its entries, in the order of the statement. May run on any thread, once.</param>
internal readonly record struct StatementPiece(int Blocks, Func<List<StatementEntry>> Read);
