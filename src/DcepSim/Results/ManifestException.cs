namespace DcepSim.Results;

/// <summary>A manifest cannot be read or used.</summary>
/// <param name="path">Which file.</param>
/// <param name="reason">What is wrong with it.</param>
public sealed class ManifestException(string path, string reason) : Exception($"{path}: {reason}")
{
    /// <summary>Which file.</summary>
    public string Path { get; } = path;
}
