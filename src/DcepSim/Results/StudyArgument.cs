using System.Collections.Immutable;

namespace DcepSim.Results;

/// <summary>One thing that a study was told beside scenarios, seed and runs, as its manifest writes it.</summary>
/// <param name="Name">Its name, that of the option of the command line where there is one.</param>
/// <param name="Values">Its values in the order given, in the invariant culture.</param>
public sealed record StudyArgument(string Name, ImmutableArray<string> Values);
