using System.Runtime.InteropServices;

namespace DcepSim.Ledger;

/// <summary>Memory outside the garbage collector's heap; pages are taken from the system as they are touched.</summary>
internal sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    private const nuint Alignment = 64;
    private readonly nuint _bytes;
    private readonly delegate*<void*, nuint, void> _free;
    private readonly bool _isFromSystem;
    private readonly bool _isTold;
    private T* _first;

    private NativeArray(long length, bool zeroed, bool isTold = true)
    {
        Length = length;
        _bytes = (nuint)Math.Max(1, length * sizeof(T));
        var large = LargePages.TryTake(_bytes);
        _first = (T*)(large != null ? large : zeroed ? NativeMemory.AllocZeroed(_bytes) : NativeMemory.AlignedAlloc(_bytes, Alignment));
        _isFromSystem = large != null;
        _free = large != null ? &LargePages.GiveBack : zeroed ? &FreeZeroed : &FreeAligned;
        _isTold = isTold;
        if (isTold)
            GC.AddMemoryPressure((long)_bytes);
    }

    ~NativeArray() => Free();

    public NativeView<T> First => new(_first);

    public long Length { get; }

    /// <summary>Memory aligned to cache lines, whose contents are anything: to be written before it is read.</summary>
    public static NativeArray<T> Uninitialized(long length) => new(length, zeroed: false);

    /// <summary>As <see cref="Uninitialized"/>, and the collector is not told of it: that may make it collect at once, which keeps everybody waiting where
    /// there is work. For memory whose owner is sure to give it back.</summary>
    public static NativeArray<T> Untold(long length) => new(length, zeroed: false, isTold: false);

    public static NativeArray<T> Zeroed(long length) => new(length, zeroed: true);

    public void Clear() => NativeMemory.Clear(_first, _bytes);

    /// <summary>Takes the pages of elements from the system now, where they come straight from it. Any thread may, until it is disposed.</summary>
    public void Fetch(long first, long count)
    {
        if (_isFromSystem)
            LargePages.Fetch(_first + first, (nuint)(count * sizeof(T)));
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static void FreeZeroed(void* memory, nuint bytes) => NativeMemory.Free(memory);

    private static void FreeAligned(void* memory, nuint bytes) => NativeMemory.AlignedFree(memory);

    private void Free()
    {
        if (_first == null)
            return;
        _free(_first, _bytes);
        _first = null;
        if (_isTold)
            GC.RemoveMemoryPressure((long)_bytes);
    }
}
