using System.Runtime.InteropServices;

namespace DcepSim.Ledger;

/// <summary>
/// Large zeroed memory straight from the system, in large pages where it has them: with ordinary ones, looking up the page of a random
/// account costs as much as fetching the account.
/// </summary>
internal static unsafe partial class LargePages
{
    /// <summary>Smaller memory comes from the ordinary allocator, which is quicker to take and give back.</summary>
    private const nuint BytesMin = 8u << 20;

    private const int ReadWrite = 0x1 | 0x2;
    private const int PrivateAnonymousUnreserved = 0x2 | 0x20 | 0x4000;
    private const int AdviceHugePage = 14;
    private const nuint PageBytes = 4096;

    /// <summary>The memory; null where it is too small, or the system is not Linux, or has not so much.</summary>
    public static void* TryTake(nuint bytes)
    {
        if (bytes < BytesMin || !OperatingSystem.IsLinux())
            return null;
        var memory = Map(0, bytes, ReadWrite, PrivateAnonymousUnreserved, -1, 0);
        if (memory == -1)
            return null;
        _ = Advise(memory, bytes, AdviceHugePage); // advice: without it the memory is the same, only slower
        return (void*)memory;
    }

    public static void GiveBack(void* memory, nuint bytes) => _ = Unmap((nint)memory, bytes);

    /// <summary>Fetches pages that nobody has touched yet; what stands in the others stays, also while somebody writes there. Without it each is fetched at its
    /// first touch.</summary>
    /// <remarks>Page by page, as whoever needs one would. Asked for all at once, the system would keep everybody who maps or unmaps memory waiting meanwhile,
    /// and the runtime does both for each method that it compiles.</remarks>
    public static void Fetch(void* first, nuint bytes)
    {
        var end = (byte*)first + bytes;
        for (var place = (byte*)((nuint)first & ~(PageBytes - 1)); place < end; place += PageBytes)
#pragma warning disable RS0030 // decision 15: no thread talks to another here
            Interlocked.Or(ref *(int*)(place < first ? first : place), 0);
#pragma warning restore RS0030
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nuint length, int advice);
}
