using System.Globalization;

namespace DcepSim.LoadTests;

/// <summary>A folder to measure in, gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(string? parent) => Path = parent is null
        ? Directory.CreateTempSubdirectory("dcepsim-load-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"dcepsim-load-{Environment.ProcessId}"))).FullName;

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
