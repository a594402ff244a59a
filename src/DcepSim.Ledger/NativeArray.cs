using System.Runtime.InteropServices;

namespace DcepSim.Ledger;

/// <summary>Memory outside the garbage collector's heap, aligned to cache lines; pages are taken from the system as they are touched.</summary>
internal sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    private const nuint Alignment = 64;
    private readonly bool _zeroed;
    private T* _first;

    private NativeArray(T* first, long length, bool zeroed)
    {
        _first = first;
        _zeroed = zeroed;
        Length = length;
        GC.AddMemoryPressure(Bytes);
    }

    ~NativeArray() => Free();

    public T* First => _first;

    public long Length { get; }

    private long Bytes => Math.Max(1, Length * sizeof(T));

    /// <summary>Memory whose contents are anything: to be written before it is read.</summary>
    public static NativeArray<T> Uninitialized(long length) =>
        new((T*)NativeMemory.AlignedAlloc((nuint)(length * sizeof(T)), Alignment), length, zeroed: false);

    public static NativeArray<T> Zeroed(long length) =>
        new((T*)NativeMemory.AllocZeroed((nuint)length, (nuint)sizeof(T)), length, zeroed: true);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_first == null)
            return;
        if (_zeroed)
            NativeMemory.Free(_first);
        else
            NativeMemory.AlignedFree(_first);
        _first = null;
        GC.RemoveMemoryPressure(Bytes);
    }
}
