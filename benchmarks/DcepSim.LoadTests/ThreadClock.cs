using System.Runtime.InteropServices;

namespace DcepSim.LoadTests;

/// <summary>Processor time of the calling thread: what others take of the machine is not in it. Linux only.</summary>
internal static partial class ThreadClock
{
    private const int ThreadTime = 3;

    public static long Nanoseconds
    {
        get
        {
            if (GetTime(ThreadTime, out var time) != 0)
                throw new InvalidOperationException("The processor time of this thread cannot be read.");
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out Time time);

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
