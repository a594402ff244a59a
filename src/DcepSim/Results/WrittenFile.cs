namespace DcepSim.Results;

/// <summary>A result file as its manifest knows it.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal digits.</param>
public sealed record WrittenFile(string Name, long Length, string Sha256);
