using System.ComponentModel;
using System.Diagnostics;

namespace DcepSim.LoadTests.Targets;

/// <summary>Lets the system finish what others left to the disk before something is measured: pages of its cache that are written after half a minute, and
/// the blocks of deleted files that are given back after some seconds, each a standstill of tens of milliseconds for whoever is measured then.</summary>
internal static class RestedDisk
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until no disk had anything under way for half a second; half a minute at most. Only on Linux.</summary>
    public static async Task WaitAsync()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await WriteBackAsync();
        var (began, busy) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(busy) < Rest && Stopwatch.GetElapsedTime(began) < Longest)
        {
            await Task.Delay(Look);
            if (IsBusy())
                busy = Stopwatch.GetTimestamp();
        }
    }

    private static async Task WriteBackAsync()
    {
        try
        {
            using var sync = Process.Start("sync");
            await sync.WaitForExitAsync();
        }
        catch (Win32Exception) // a system without that program: then it takes what it takes
        {
        }
    }

    // Reads and writes under way, of every disk.
    private static bool IsBusy() => Directory.Exists("/sys/block") && Directory.EnumerateDirectories("/sys/block")
        .Select(disk => Path.Combine(disk, "inflight"))
        .Any(path => File.Exists(path) && File.ReadAllText(path).AsSpan().ContainsAnyInRange('1', '9'));
}
