namespace DcepSim.Results;

/// <summary>A file that a study writes beside its own JSON and CSV.</summary>
/// <param name="Name">One of <see cref="ResultFiles.All"/>.</param>
/// <param name="Bytes">What is in it.</param>
public sealed record StudyFile(string Name, ReadOnlyMemory<byte> Bytes);
