using System.Diagnostics;
using System.Globalization;

namespace DcepSim.SimulationTests.Settlement;

/// <summary>A real file system of a few megabytes, mounted for a test: in memory, or ext4 on a file.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Place => Path.Combine(_folder, "disk");

    /// <summary>Mounts one; null where that is not allowed, with the reason.</summary>
    public static SmallDisk? TryMount(string kind, int megabytes, out string reason)
    {
        reason = "Mounting a file system takes Linux and root.";
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return null;
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("dcepsim-small-disk-").FullName);
        Directory.CreateDirectory(disk.Place);
        reason = kind == "tmpfs"
            ? Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", disk.Place)
            : disk.MountFile(kind, megabytes);
        if (reason.Length == 0)
            return disk;
        Directory.Delete(disk._folder, recursive: true);
        return null;
    }

    public void Dispose()
    {
        Run("umount", Place);
        Directory.Delete(_folder, recursive: true);
    }

    private string MountFile(string kind, int megabytes)
    {
        var image = Path.Combine(_folder, "image");
        using (var file = File.Create(image))
            file.SetLength((long)megabytes << 20);
        return Run($"mkfs.{kind}", "-q", "-m", "0", image) is { Length: > 0 } fault ? fault : Run("mount", "-o", "loop", image, Place);
    }

    // What went wrong; empty if nothing did.
    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"{program} {string.Join(' ', arguments)}: {said.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return $"{program}: {fault.Message}";
        }
    }
}
