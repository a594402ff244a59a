using NodaTime;

namespace DcepSim.Settlement.Reading;

/// <summary>What the account indices that statements are read by have cost since the opening.</summary>
/// <remarks><c>default</c> is none made yet.</remarks>
/// <param name="Segments">Segments an index was made for.</param>
/// <param name="Entries">Journal entries in them.</param>
/// <param name="Bytes">Bytes written for them.</param>
/// <param name="Building">Time spent sorting and writing, beside the other stages, by the clock given to the settlement.</param>
public readonly record struct StatementIndexFigures(long Segments, long Entries, long Bytes, Duration Building);
