using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DcepSim.Settlement.Journal;

/// <summary>The few calls that the framework has no name for: past the cache, content without its dates, a folder's names.</summary>
internal static partial class SystemCalls
{
    private const int GetFlags = 3; // F_GETFL
    private const int SetFlags = 4; // F_SETFL
    private const int ReadOnly = 0; // O_RDONLY
    private const int NoSpace = 28; // ENOSPC
    private const int OverQuota = 122; // EDQUOT
    private const int ReadOnlyFileSystem = 30; // EROFS
    private const int LargePages = 14; // MADV_HUGEPAGE
    private const int WindowsDiskFull = unchecked((int)0x80070070); // unchecked: a pattern of bits
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027); // unchecked: a pattern of bits

    public static bool IsDiskFull(IOException failure) =>
        failure.HResult is NoSpace or OverQuota or WindowsDiskFull or WindowsHandleDiskFull;

    public static bool IsReadOnlyFileSystem(IOException failure) => failure.HResult == ReadOnlyFileSystem;

    /// <summary>Asks for direct I/O. A file system without it says no, and the cache is used.</summary>
    public static bool TryBypassCache(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        return With(handle, static file =>
        {
            var flags = FileControl(file, GetFlags, 0);
            return flags < 0 ? flags : FileControl(file, SetFlags, flags | Direct);
        }) == 0;
    }

    /// <summary>Content, and of the file's own record only what is needed to find it again: cheaper than all of it.</summary>
    public static void FlushContent(SafeFileHandle handle, string name)
    {
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(handle);
        else if (With(handle, FlushData) != 0)
            throw new IOException(FormattableString.Invariant($"{name}: the flush failed, error {Marshal.GetLastPInvokeError()}: {Marshal.GetLastPInvokeErrorMessage()}."), Marshal.GetLastPInvokeError());
    }

    /// <summary>Asks that memory be put into large pages, should the system have any. Nothing depends on it.</summary>
    public static unsafe void AskForLargePages(void* memory, nuint bytes)
    {
        if (OperatingSystem.IsLinux())
            _ = Advise((nint)memory, bytes, LargePages);
    }

    /// <summary>Makes a folder's names durable. Where the system has no such call (Windows) its journal sees to it.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Open(path, ReadOnly);
        if (folder < 0)
            throw new IOException($"{path}: the folder cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.", Marshal.GetLastPInvokeError());
        using var handle = new SafeFileHandle(folder, ownsHandle: true);
        if (With(handle, FlushAll) != 0)
            throw new IOException($"{path}: the folder's flush failed: {Marshal.GetLastPInvokeErrorMessage()}.", Marshal.GetLastPInvokeError());
    }

    // Declared on plain numbers, with the handle held meanwhile: the generated code then needs nothing that other folders may not touch.
    private static int With(SafeFileHandle handle, Func<int, int> call)
    {
        var isHeld = false;
        try
        {
            handle.DangerousAddRef(ref isHeld);
            return call((int)handle.DangerousGetHandle());
        }
        finally
        {
            if (isHeld)
                handle.DangerousRelease();
        }
    }

    // O_DIRECT is one of the few flags that differ between processors.
    private static int Direct => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x10000 : 0x4000;

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(int file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FlushData(int file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FlushAll(int file);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint memory, nuint bytes, int advice);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
