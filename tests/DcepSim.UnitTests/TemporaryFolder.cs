namespace DcepSim.UnitTests;

/// <summary>A new folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dcepsim-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
