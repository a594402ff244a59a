namespace DcepSim.Settlement.Journal;

/// <summary>A damaged block that was found and could be made good from its parity or its copy.</summary>
/// <remarks><c>default</c> names no block. Immutable.</remarks>
/// <param name="File">The file's name.</param>
/// <param name="Offset">Byte offset of the block in the file.</param>
/// <param name="What">What the block holds: header, records, parity, copy.</param>
public readonly record struct JournalDamage(string File, long Offset, string What);
