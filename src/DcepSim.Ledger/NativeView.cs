using System.Runtime.CompilerServices;

namespace DcepSim.Ledger;

/// <summary>Where a <see cref="NativeArray{T}"/> lies, for those who look at it millions of times a second. Good until it is disposed.</summary>
internal readonly unsafe struct NativeView<T>(T* first)
    where T : unmanaged
{
    public T* Pointer => first;

    /// <summary>An element; whoever asks has made sure that it is there.</summary>
    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            unchecked // an address inside the array does not overflow
            {
                return ref first[index];
            }
        }
    }
}
