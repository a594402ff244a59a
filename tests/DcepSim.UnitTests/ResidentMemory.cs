using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DcepSim.UnitTests;

/// <summary>What is in memory of what was only set aside, as Linux tells.</summary>
internal static class ResidentMemory
{
    private const ulong IsThere = 1UL << 63;

    public static nint PlaceOf<T>(ref readonly T first)
        where T : struct => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref Unsafe.AsRef(in first));

    /// <summary>How many of so many bytes from a place on are in memory, by whole pages. The system's own list of regions would not do: it joins neighbours.</summary>
    public static long Of(nint place, long bytes)
    {
        var page = (long)Environment.SystemPageSize;
        var (first, end) = (place / page, (place + bytes + page - 1) / page);
        var pages = new ulong[end - first];
        using var map = File.OpenHandle("/proc/self/pagemap");
        var read = RandomAccess.Read(map, MemoryMarshal.AsBytes(pages.AsSpan()), first * sizeof(ulong));
        if (read != pages.Length * sizeof(ulong))
            throw new InvalidOperationException($"{read} bytes tell of {pages.Length} pages.");
        return pages.LongCount(entry => (entry & IsThere) != 0) * page;
    }
}
