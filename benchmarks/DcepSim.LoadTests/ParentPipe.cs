using Microsoft.Win32.SafeHandles;

namespace DcepSim.LoadTests;

/// <summary>Where a process that is to be killed tells how far it is.</summary>
public static class ParentPipe
{
    private const int StandardOutput = 1;

    /// <summary>
    /// The standard output, such that writing to it fails once nobody reads it any more: the console's own stream goes on in silence, and a
    /// process that only its parent would have killed then fills the disk for ever.
    /// </summary>
    public static Stream Open() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
